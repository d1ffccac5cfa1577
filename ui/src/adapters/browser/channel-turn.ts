/** What tabs say to each other: "I would like the turn", "I have it", "it is free". */
interface Word {
  kind: 'want' | 'mine' | 'free';
  id: string;
}

/** How long a tab listens for others that want or have the turn, milliseconds. */
const hearing = 150;
/** How often the one who has it says so, and after how much silence it is gone with its tab. Milliseconds. */
const beat = 1_000;
const silence = 3_500;

/**
 * Takes turns over a channel between the tabs of this origin: waits until no other tab acts, then runs `act`. Of those
 * that want it at once the smallest id wins; a tab that goes without a word is forgotten.
 */
export async function inChannelTurn(
  name: string,
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<void> {
  const channel = new BroadcastChannel(name);
  const id = crypto.randomUUID();
  const say = (kind: Word['kind']): void => channel.postMessage({ kind, id } satisfies Word);
  try {
    while (!signal.aborted) {
      if (await isMine({ channel, id, say, signal })) {
        await hold({ channel, say, act });
        return;
      }
      await freed(channel, signal);
    }
  } finally {
    channel.close();
  }
}

interface Seat {
  channel: BroadcastChannel;
  id: string;
  say: (kind: Word['kind']) => void;
  signal: AbortSignal;
}

/** Asks for the turn; false when another has it or comes first. */
async function isMine({ channel, id, say, signal }: Seat): Promise<boolean> {
  const before = new Set<string>();
  const end = hear(channel, (word) => {
    if (word.kind === 'mine' || (word.kind === 'want' && word.id < id)) before.add(word.id);
    // Who came later learns that there is somebody before.
    else if (word.kind === 'want') say('want');
  });
  say('want');
  await pause(hearing, signal);
  end();
  return before.size === 0 && !signal.aborted;
}

async function hold({
  channel,
  say,
  act,
}: Pick<Seat, 'channel' | 'say'> & { act: () => Promise<void> }): Promise<void> {
  const end = hear(channel, ({ kind }) => {
    if (kind === 'want') say('mine');
  });
  const timer = setInterval(() => say('mine'), beat);
  say('mine');
  try {
    await act();
  } finally {
    clearInterval(timer);
    end();
    say('free');
  }
}

/** Waits until the turn is said to be free, or nobody has said anything for long. */
function freed(channel: BroadcastChannel, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      end();
      resolve();
    };
    let timer = setTimeout(done, silence);
    const end = hear(channel, ({ kind }) => {
      if (kind === 'free') {
        done();
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(done, silence);
    });
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}

function hear(channel: BroadcastChannel, listen: (word: Word) => void): () => void {
  const onMessage = (event: MessageEvent): void => listen(event.data as Word);
  channel.addEventListener('message', onMessage);
  return () => channel.removeEventListener('message', onMessage);
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
