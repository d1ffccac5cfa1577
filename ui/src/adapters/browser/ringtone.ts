/** Seconds of one round: two rising figures of small bells, then a pause. */
const round = 3.2;
/** When, which tone (hertz), of one round. */
const notes: readonly (readonly [at: number, hertz: number])[] = [
  [0, 587.33],
  [0.18, 739.99],
  [0.36, 880],
  [0.9, 587.33],
  [1.08, 739.99],
  [1.26, 1174.66],
];
/** Loudness of one bell, 0 to 1; two overlap at most. */
const loudness = 0.22;

/** Our own ringtone, computed: a bell is its tone with two fainter partials, dying away in half a second. */
export function ringtone(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(round * sampleRate));
  for (const [at, hertz] of notes) {
    const first = Math.round(at * sampleRate);
    for (let i = 0; i < 0.9 * sampleRate && first + i < samples.length; i += 1) {
      const t = i / sampleRate;
      const attack = Math.min(1, t / 0.004);
      const tone = Math.sin(2 * Math.PI * hertz * t) * Math.exp(-5 * t);
      const bright = 0.35 * Math.sin(2 * Math.PI * 2.76 * hertz * t) * Math.exp(-14 * t);
      const low = 0.3 * Math.sin(Math.PI * hertz * t) * Math.exp(-4 * t);
      samples[first + i] = (samples[first + i] ?? 0) + loudness * attack * (tone + bright + low);
    }
  }
  return samples;
}

/** A ringtone that is on. */
export interface Playing {
  /** True when the browser lets it be heard. */
  heard: boolean;
  stop(): void;
}

/** How long a browser may take to let sound begin, milliseconds. */
const patience = 400;

/** Plays the ringtone over and over. A loop in the sound system: timers of a hidden tab would stumble. */
export async function playRingtone(): Promise<Playing> {
  if (typeof AudioContext === 'undefined') return { heard: false, stop: () => undefined };
  const context = new AudioContext();
  const samples = ringtone(context.sampleRate);
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate });
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  source.connect(context.destination);
  source.start();
  await Promise.race([
    context.resume().catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, patience)),
  ]);
  return { heard: context.state === 'running', stop: () => void context.close() };
}
