/** The notes of the test: frequency in hertz, and when each begins, in seconds. Long enough to find the right box. */
const notes = [
  [523, 0],
  [659, 0.35],
  [784, 0.7],
  [1047, 1.05],
] as const;
const length = 1.8;

type Sinkable<T> = T & { setSinkId: (id: string) => Promise<void> };

const isSinkable = <T extends object>(player: T): player is Sinkable<T> => 'setSinkId' in player;

/**
 * Plays four soft notes on a speaker (`id` as the browser lists it; empty or left out: the system's), and resolves when
 * they are over: true when they were played there, false when the browser would not. Never rejects.
 */
export async function playOn(id = ''): Promise<boolean> {
  const context = new AudioContext();
  const element = new Audio();
  try {
    const output = id === '' ? context.destination : await outputTo(id, context, element);
    await context.resume();
    for (const [frequency, after] of notes) tone(output, frequency, context.currentTime + after);
    await new Promise((resolve) => setTimeout(resolve, length * 1000));
    return context.state === 'running';
  } catch {
    // A speaker that is gone, or that may not be used.
    return false;
  } finally {
    element.srcObject = null;
    await context.close().catch(() => undefined);
  }
}

/** Chromium sends a whole context to a speaker, Firefox and Safari an audio element. */
async function outputTo(
  id: string,
  context: AudioContext,
  element: HTMLAudioElement,
): Promise<AudioNode> {
  if (isSinkable(context)) {
    await context.setSinkId(id);
    return context.destination;
  }
  if (!isSinkable(element)) return context.destination;
  const stream = context.createMediaStreamDestination();
  element.srcObject = stream.stream;
  await element.setSinkId(id);
  await element.play();
  return stream;
}

/** @param start seconds of the output's own clock */
function tone(output: AudioNode, frequency: number, start: number): void {
  const { context } = output;
  const oscillator = new OscillatorNode(context, { frequency });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.25, start + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.6);
  oscillator.connect(gain).connect(output);
  oscillator.start(start);
  oscillator.stop(start + 0.65);
}
