import { z } from 'zod';
import type { GivenSession, OtherTabs, SessionWish } from '../../features/access/session/ports.ts';

const name = 'campus-meet.session';
/** Held by each tab with a session, so that nobody waits for an answer where there is nobody to give one. */
const signedIn = { person: `${name}.person`, guest: `${name}.guest` } as const;
type Kind = keyof typeof signedIn;
/** Who is signed in and does not answer within so many milliseconds is not waited for. */
const patience = 5_000;

const wish = z.object({
  kind: z.literal('wish'),
  id: z.string(),
  from: z.enum(['person', 'guest']),
  meetingId: z.string().optional(),
});
const given = z.object({
  kind: z.literal('given'),
  id: z.string(),
  ticket: z.string(),
  language: z.string(),
});

/**
 * One tab signs in another by a one-time ticket, over a channel that only pages of our own origin hear. Nothing is
 * kept for it: when the last tab with a session is closed, there is nobody to ask.
 */
export const browserOtherTabs: OtherTabs = {
  async ask({ meetingId }) {
    const channel = open();
    const from = channel && (await whoIsSignedIn().catch(() => null));
    if (!from) return null;
    const id = crypto.randomUUID();
    try {
      return await new Promise<GivenSession | null>((resolve) => {
        setTimeout(() => resolve(null), patience);
        channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          const { data: answer } = given.safeParse(data);
          if (answer?.id === id) resolve({ ticket: answer.ticket, language: answer.language });
        });
        channel.postMessage({ kind: 'wish', id, from, meetingId } satisfies z.input<typeof wish>);
      });
    } finally {
      channel.close();
    }
  },

  answer(kind, give) {
    const channel = open();
    if (!channel) return () => undefined;
    const over = new AbortController();
    const isOver = () => over.signal.aborted;
    const done = new Set<string>();
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const answered = given.safeParse(data).data;
      if (answered) done.add(answered.id);
      const { data: asked } = wish.safeParse(data);
      if (asked?.from !== kind) return;
      const turn = inTurn(asked.id, async () => {
        if (done.has(asked.id) || isOver()) return;
        const session = await give(wishOf(asked)).catch(() => null);
        if (session && !isOver()) channel.postMessage({ kind: 'given', id: asked.id, ...session });
      });
      turn.catch(() => undefined);
    });
    hold(signedIn[kind], over.signal);
    return () => {
      over.abort();
      channel.close();
    };
  },
};

/** Null where the browser keeps pages from hearing of each other: no secure context, or all storage is blocked. */
function open(): BroadcastChannel | null {
  if (!window.isSecureContext) return null;
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

const wishOf = ({ meetingId }: z.output<typeof wish>): SessionWish =>
  meetingId === undefined ? {} : { meetingId };

/** Whom to ask: people before guests, who are let into one meeting only. */
async function whoIsSignedIn(): Promise<Kind | null> {
  const { held = [] } = await navigator.locks.query();
  const isHeld = (kind: Kind) => held.some((lock) => lock.name === signedIn[kind]);
  if (isHeld('person')) return 'person';
  return isHeld('guest') ? 'guest' : null;
}

/** One tab after the other, so that the first who can gives, and no other makes a ticket. */
const inTurn = (id: string, work: () => Promise<void>): Promise<void> =>
  navigator.locks.request(`${name}.${id}`, work);

/** Holds a lock together with others until the signal; the browser frees it when the tab is closed. */
function hold(lock: string, until: AbortSignal): void {
  const held = new Promise<void>((resolve) => {
    until.addEventListener('abort', () => resolve());
  });
  navigator.locks.request(lock, { mode: 'shared' }, () => held).catch(() => undefined);
}
