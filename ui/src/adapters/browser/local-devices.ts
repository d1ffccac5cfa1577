import type { DeviceList, Devices } from '../../features/meetings/devices/ports.ts';
import { browserKind } from './browser-kind.ts';
import { listDevices, openPreview, watchDevices } from './devices.ts';
import { meterLevel } from './level-meter.ts';
import { allowedHere, frameAllows, watchAllowed } from './permissions.ts';
import { playOn } from './speaker-test.ts';

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
  browser: browserKind(navigator.userAgent),
  canChooseSpeaker: allowedHere().chooseSpeaker,
  list,
  onChange: (listener) => watchDevices(() => listener()),
  open: (kind, id) => openPreview(kind, id),
  onAllowed: watchAllowed,
  meter: meterLevel,
  chime: playOn,
};
