/** Readings a second: smooth to the eye, light on the processor. */
const rate = 20;

const presses = ['pointerdown', 'keydown'] as const;

/** Loudness of samples from -1 to 1, as 0 (silence) to 1 (loud speech and above), on a scale of decibels. */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length + 1e-10);
  const [quiet, loud] = [-60, -15] as const;
  return Math.min(Math.max((decibels - quiet) / (loud - quiet), 0), 1);
}

/**
 * Measures the sound of a stream and calls `listener` with its level, 0 to 1, twenty times a second. Returns the
 * function that ends it. A stream without sound, or a browser without Web Audio, gives no readings.
 */
export function meterLevel(stream: MediaStream, listener: (level: number) => void): () => void {
  if (typeof AudioContext === 'undefined' || stream.getAudioTracks().length === 0) {
    return () => undefined;
  }
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  // Browsers start it suspended before the first press in the page: until then there is nothing to tell.
  const wake = (): void => void context.resume().catch(() => undefined);
  wake();
  for (const press of presses) window.addEventListener(press, wake);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    if (context.state !== 'running') return;
    analyser.getFloatTimeDomainData(samples);
    listener(loudness(samples));
  }, 1000 / rate);
  return () => {
    clearInterval(timer);
    for (const press of presses) window.removeEventListener(press, wake);
    context.close().catch(() => undefined);
  };
}
