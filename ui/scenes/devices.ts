import type { Pictures } from '../src/adapters/fake/pictures.ts';
import type { DeviceProblem } from '../src/conference/events.ts';
import type {
  CaptureKind,
  DeviceList,
  Devices,
  FramePermissions,
} from '../src/features/meetings/devices/ports.ts';

/** What the scripted devices are like. */
export interface SceneDevices {
  problems?: Partial<Record<CaptureKind, DeviceProblem>>;
  permissions?: Partial<FramePermissions>;
}

const list: DeviceList = {
  microphone: [
    { id: 'm1', label: 'Built-in microphone (Realtek High Definition Audio)' },
    { id: 'm2', label: 'Jabra Speak 510' },
  ],
  camera: [{ id: 'c1', label: 'FaceTime HD camera' }],
  speaker: [{ id: 's1', label: 'Built-in speakers' }],
};

/** A stand-in for a computer's devices, with painted pictures. */
export function scriptedDevices(
  pictures: Pictures,
  { problems = {}, permissions = {} }: SceneDevices,
): Devices {
  return {
    permissions: () => ({ camera: true, microphone: true, screen: true, ...permissions }),
    canChooseSpeaker: true,
    list: () => Promise.resolve(list),
    onChange: () => () => undefined,
    open: (kind) => {
      const problem = problems[kind];
      if (problem) return Promise.resolve({ stream: null, problem });
      const stream = kind === 'camera' ? pictures.camera(7, '静') : pictures.silence();
      return Promise.resolve({ stream, problem: null });
    },
    meter: (_stream, listener) => {
      const timer = setInterval(() => listener(0.25 + 0.2 * Math.sin(Date.now() / 200)), 100);
      return () => clearInterval(timer);
    },
    chime: () => Promise.resolve(),
  };
}
