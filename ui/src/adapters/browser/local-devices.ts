import type { DeviceList, Devices } from '../../features/meetings/devices/ports.ts';
import { listDevices, openPreview, watchDevices } from './devices.ts';
import { meterLevel } from './level-meter.ts';
import { allowedHere, frameAllows } from './permissions.ts';

const framed = (): boolean => window.self !== window.top;

async function list(): Promise<DeviceList> {
  const { microphones, cameras, speakers } = await listDevices();
  const copy = <T>(devices: readonly T[]): T[] => [...devices];
  return { microphone: copy(microphones), camera: copy(cameras), speaker: copy(speakers) };
}

/** This computer's devices, as the devices feature wants them. */
export const localDevices: Devices = {
  permissions: () => ({
    // A browser that does not say may still ask the person …
    camera: frameAllows('camera') !== false,
    microphone: frameAllows('microphone') !== false,
    // … but sharing from a frame fails only when it is too late to leave the frame: unsure counts as no.
    screen: !framed() || frameAllows('share') === true,
  }),
  canChooseSpeaker: allowedHere().chooseSpeaker,
  list,
  onChange: (listener) => watchDevices(() => listener()),
  open: (kind, id) => openPreview(kind, id),
  meter: meterLevel,
  chime,
};

/** Two soft tones, half a second, on a speaker; silence where the browser allows none. */
async function chime(speaker?: string): Promise<void> {
  const context = new AudioContext();
  try {
    if (speaker && 'setSinkId' in context) await (context as Sinkable).setSinkId(speaker);
    await context.resume();
    tone(context, 523, 0);
    tone(context, 784, 0.2);
    await new Promise((resolve) => setTimeout(resolve, 900));
  } catch {
    // A speaker that is gone: the list will say so.
  } finally {
    await context.close();
  }
}

type Sinkable = AudioContext & { setSinkId: (id: string) => Promise<void> };

function tone(context: AudioContext, frequency: number, after: number): void {
  const start = context.currentTime + after;
  const oscillator = new OscillatorNode(context, { frequency });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.linearRampToValueAtTime(0.25, start + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.45);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.5);
}
