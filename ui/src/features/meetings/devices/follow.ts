import type { CaptureKind, DeviceList, Devices } from './ports.ts';
import type { Preferences } from './preferences.ts';
import { deviceOf, type Preview } from './preview.ts';

/** What is kept up to date, and how. */
interface Followed {
  devices: Devices;
  preferences: Preferences;
  previews: Record<CaptureKind, Preview>;
  list: () => DeviceList;
  refresh: () => Promise<void>;
  peek: (kind: CaptureKind) => Promise<void>;
  tryOut: (kind: CaptureKind) => Promise<void>;
}

const captures = ['camera', 'microphone'] as const;

/**
 * Follows what is plugged in and out, and what the browser's settings come to allow: what was missed, and the device
 * that was chosen once, are taken up. Returns the function that ends it.
 */
export function followDevices(followed: Followed): () => void {
  const { devices, previews, refresh, peek, tryOut } = followed;
  const ends = captures.map((kind) =>
    devices.onAllowed(kind, () => {
      if (previews[kind].problem.value === 'refused') void tryOut(kind);
    }),
  );
  const changed = async (): Promise<void> => {
    await refresh();
    for (const kind of captures) if (isToBeOpened(kind, followed)) await peek(kind);
  };
  ends.push(devices.onChange(() => void changed()));
  return () => ends.forEach((end) => end());
}

function isToBeOpened(kind: CaptureKind, { preferences, previews, list }: Followed): boolean {
  const { problem, stream } = previews[kind];
  const plugged = list()[kind];
  if (problem.value === 'not-found') return plugged.length > 0;
  const used = deviceOf(stream.value);
  const chosen = preferences.chosen[kind];
  return used !== null && used !== chosen && plugged.some(({ id }) => id === chosen);
}
