import wasmUrl from '@jitsi/rnnoise-wasm/dist/rnnoise.wasm?url';
import type { TrackEffect } from '../../../conference/effect.ts';
import { createLoad } from './load.ts';
import workletUrl from './noise.worklet.ts?worker&url';

/** The suppressor knows only this rate, in samples a second. */
const sampleRate = 48_000;

/** What the worklet tells about each second: which part of it the work took, 0 to 1. */
type Busy = number;

let compiled: Promise<WebAssembly.Module> | null = null;

/** The suppressor, compiled once for the page; worklets cannot load anything themselves. */
function loadModule(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compileStreaming(fetch(wasmUrl)).catch((error: unknown) => {
    compiled = null;
    throw error;
  });
  return compiled;
}

/**
 * Takes noise out of a microphone's sound, with RNNoise in an AudioWorklet. Loads it first; rejects when it cannot be
 * had. `slow` is called once when this machine is too slow for it.
 *
 * Of the package's two builds it is the older, smaller model (100 kB instead of 1.3 MB compressed): it takes a fifth of
 * the processor's time, and sound that falters is worse than a little more noise.
 *
 * The browser's own suppression is asked to stand back meanwhile: two in a row take parts of the voice for noise, which
 * then sounds as under water. Where a browser cannot change that while it records, both stay on. Echo is still the
 * browser's to cancel.
 */
export async function createNoiseEffect(slow: () => void): Promise<TrackEffect> {
  const module = await loadModule();
  const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
  try {
    await context.audioWorklet.addModule(workletUrl);
  } catch (error) {
    await context.close().catch(() => undefined);
    throw error;
  }
  let work: SoundWork | null = null;
  return {
    isEnabled: () => true,
    startEffect(stream) {
      work?.end();
      work = null;
      try {
        work = startWork(stream, { context, module, slow });
      } catch {
        // Firefox joins no microphone of another rate: the sound goes out as it is, which is said.
        slow();
      }
      return work?.output ?? stream;
    },
    stopEffect() {
      work?.end();
      work = null;
    },
  };
}

interface Means {
  context: AudioContext;
  module: WebAssembly.Module;
  slow: () => void;
}

interface SoundWork {
  output: MediaStream;
  end: () => void;
}

function startWork(stream: MediaStream, { context, module, slow }: Means): SoundWork {
  const [original] = stream.getAudioTracks();
  const source = context.createMediaStreamSource(stream);
  const suppressor = new AudioWorkletNode(context, 'noise', {
    channelCount: 1,
    channelCountMode: 'explicit',
    outputChannelCount: [1],
    processorOptions: { module },
  });
  const destination = context.createMediaStreamDestination();
  source.connect(suppressor).connect(destination);
  context.resume().catch(() => undefined);
  const isTooSlow = createLoad();
  suppressor.port.addEventListener('message', ({ data }: MessageEvent<Busy>) => {
    if (isTooSlow(data)) slow();
  });
  suppressor.port.start();
  const [output] = destination.stream.getAudioTracks();
  // Whoever is muted stays so: from now on the library switches the changed track, and the original has to be open.
  if (original && output) {
    output.enabled = original.enabled;
    original.enabled = true;
    suppressByBrowser(original, false);
  }
  return {
    output: destination.stream,
    end() {
      if (original && output) {
        original.enabled = output.enabled;
        suppressByBrowser(original, true);
      }
      suppressor.port.postMessage('end');
      source.disconnect();
      suppressor.disconnect();
      // Running, it would hold the speaker.
      context.suspend().catch(() => undefined);
    },
  };
}

function suppressByBrowser(track: MediaStreamTrack, on: boolean): void {
  if (track.readyState !== 'live') return;
  const wanted = { ...track.getConstraints(), noiseSuppression: on };
  track.applyConstraints(wanted).catch(() => undefined);
}
