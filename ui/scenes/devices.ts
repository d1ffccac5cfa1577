import type { Pictures } from '../src/adapters/fake/pictures.ts';
import type { DeviceProblem } from '../src/conference/events.ts';
import type {
  BrowserKind,
  CaptureKind,
  DeviceList,
  Devices,
  FramePermissions,
} from '../src/features/meetings/devices/ports.ts';

/** What the scripted devices are like. */
export interface SceneDevices {
  problems?: Partial<Record<CaptureKind, DeviceProblem>>;
  permissions?: Partial<FramePermissions>;
  /** Nothing is plugged in. */
  none?: boolean;
  /** The room is quiet. */
  silent?: boolean;
  /** Somebody speaks all the time. */
  speaking?: boolean;
  browser?: BrowserKind;
  canChooseSpeaker?: boolean;
}

/** As long as names get: what a system in German and one in Chinese say. */
const list: DeviceList = {
  microphone: [
    { id: 'm1', label: 'Built-in microphone (Realtek High Definition Audio)' },
    { id: 'm2', label: 'Mikrofonarray (Intel® Smart-Sound-Technologie für digitale Mikrofone)' },
  ],
  camera: [
    { id: 'c1', label: '华硕一体式高清网络摄像头（USB 集成设备，序列号 0c45:6366）' },
    { id: 'c2', label: 'FaceTime HD camera' },
  ],
  speaker: [
    { id: 's1', label: 'Kopfhörerlautsprecher (Bluetooth-Freisprecheinrichtung, Raum Hörsaal 1)' },
  ],
};
const empty: DeviceList = { microphone: [], camera: [], speaker: [] };

/** The handle by which tests plug devices in and out, allow what was refused, and speak. */
export interface DeviceHandle {
  plug: (kind: CaptureKind) => void;
  unplug: (kind: CaptureKind) => void;
  allow: (kind: CaptureKind) => void;
  /** The level that the microphone hears from now on; null: as it was. */
  say: (level: number | null) => void;
}

/** A stand-in for a computer's devices, with painted pictures. */
export function scriptedDevices(
  pictures: Pictures,
  scene: SceneDevices,
): { devices: Devices; handle: DeviceHandle } {
  const problems = new Map(Object.entries(scene.problems ?? {}) as [CaptureKind, DeviceProblem][]);
  const plugged = new Set<CaptureKind>(scene.none ? [] : ['camera', 'microphone']);
  const changed = new Set<() => void>();
  const allowed = new Map<CaptureKind, () => void>();
  const open = new Map<CaptureKind, MediaStream>();
  let said: number | null = null;
  const tell = (): void => changed.forEach((listener) => listener());
  // Always the same: a screen that moves is never settled.
  const usual = scene.silent ? 0 : scene.speaking ? 0.7 : 0.42;

  const devices: Devices = {
    permissions: () => ({ camera: true, microphone: true, screen: true, ...scene.permissions }),
    browser: scene.browser ?? 'chromium',
    canChooseSpeaker: scene.canChooseSpeaker ?? true,
    list: () =>
      Promise.resolve({
        camera: plugged.has('camera') ? list.camera : empty.camera,
        microphone: plugged.has('microphone') ? list.microphone : empty.microphone,
        speaker: scene.none ? empty.speaker : list.speaker,
      }),
    onChange: (listener) => {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    open: (kind) => {
      const problem = problems.get(kind) ?? (plugged.has(kind) ? null : 'not-found');
      if (problem) return Promise.resolve({ stream: null, problem });
      const stream = kind === 'camera' ? pictures.camera(7, '静') : pictures.silence();
      open.set(kind, stream);
      return Promise.resolve({ stream, problem: null });
    },
    onAllowed: (kind, listener) => {
      allowed.set(kind, listener);
      return () => allowed.delete(kind);
    },
    meter: (_stream, listener) => {
      const timer = setInterval(() => listener(said ?? usual), 100);
      return () => clearInterval(timer);
    },
    chime: () => new Promise((resolve) => setTimeout(() => resolve(true), 300)),
  };
  const handle: DeviceHandle = {
    plug: (kind) => {
      plugged.add(kind);
      tell();
    },
    unplug: (kind) => {
      plugged.delete(kind);
      for (const track of open.get(kind)?.getTracks() ?? [])
        track.dispatchEvent(new Event('ended'));
      tell();
    },
    allow: (kind) => {
      problems.delete(kind);
      allowed.get(kind)?.();
    },
    say: (level) => (said = level),
  };
  return { devices, handle };
}
