import type { DeviceProblem } from '../../conference/events.ts';
import { frameAllows, mediaDevices } from './permissions.ts';
import { problemOf } from './problems.ts';

export interface Device {
  /** As `Conference.chooseDevices` takes it. */
  id: string;
  /** The system's name of it; empty until the permission is given: the view counts them then. */
  label: string;
}

export interface DeviceList {
  microphones: readonly Device[];
  cameras: readonly Device[];
  speakers: readonly Device[];
}

export type Preview =
  { stream: MediaStream; problem: null } | { stream: null; problem: DeviceProblem };

const none: DeviceList = { microphones: [], cameras: [], speakers: [] };

/**
 * The devices that the browser shows, without the doubles that some systems list ("default", "communications").
 * Never rejects: a browser that shows none (plain http, no permission policy) gives empty lists.
 */
export async function listDevices(devices = mediaDevices()): Promise<DeviceList> {
  if (!devices) return none;
  try {
    const all = await devices.enumerateDevices();
    const of = (kind: MediaDeviceKind): Device[] =>
      all
        .filter((d) => d.kind === kind && !['', 'default', 'communications'].includes(d.deviceId))
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    return {
      microphones: of('audioinput'),
      cameras: of('videoinput'),
      speakers: of('audiooutput'),
    };
  } catch {
    return none;
  }
}

/** Calls `listener` with the new list when a device is plugged in or out. Returns the function that ends it. */
export function watchDevices(
  listener: (list: DeviceList) => void,
  devices = mediaDevices(),
): () => void {
  if (!devices) return () => undefined;
  const changed = () => void listDevices(devices).then(listener);
  devices.addEventListener('devicechange', changed);
  return () => devices.removeEventListener('devicechange', changed);
}

/**
 * Opens a device for the check before joining; the caller stops its tracks. Asks for the permission.
 * A device that is gone is replaced by the default one. Never rejects.
 */
export async function openPreview(
  medium: 'microphone' | 'camera',
  deviceId = '',
  devices = mediaDevices(),
): Promise<Preview> {
  if (!devices) return { stream: null, problem: 'insecure' };
  if (frameAllows(medium) === false) return { stream: null, problem: 'frame-forbids' };
  const open = (id: string) => devices.getUserMedia(constraintsFor(medium, id));
  try {
    return { stream: await open(deviceId), problem: null };
  } catch (error) {
    const gone = ['not-found', 'unsuitable'].includes(problemOf(error));
    if (deviceId !== '' && gone) return openPreview(medium, '', devices);
    return { stream: null, problem: problemOf(error) };
  }
}

function constraintsFor(medium: 'microphone' | 'camera', id: string): MediaStreamConstraints {
  const chosen = id === '' ? {} : { deviceId: { exact: id } };
  return medium === 'microphone'
    ? { audio: { echoCancellation: true, noiseSuppression: true, ...chosen } }
    : { video: { width: { ideal: 1280 }, height: { ideal: 720 }, ...chosen } };
}
