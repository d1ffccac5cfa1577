import { deviceProblem } from './failures.ts';
import { release } from './local-ports.ts';
import type { Library, LocalTrack } from './surface.ts';

export type SenderMedium = 'microphone' | 'camera';

const deviceKinds = {
  microphone: { devices: ['audio'], key: 'micDeviceId' },
  camera: {
    devices: ['video'],
    key: 'cameraDeviceId',
    resolution: 720,
    // By itself the library takes no camera that gives fewer than 15 pictures a second, as many do in the dark.
    constraints: { video: { frameRate: { max: 30 } } },
  },
} as const;

/**
 * Opens a microphone or camera. A chosen device that is not there (any more) is replaced by the browser's default:
 * any is better than none. Rejects with the library's or the browser's error.
 */
export async function capture(
  library: Library,
  medium: SenderMedium,
  deviceId: string,
): Promise<LocalTrack> {
  const { key, ...options } = deviceKinds[medium];
  const open = (id: string) =>
    library.createLocalTracks({ ...options, ...(id === '' ? {} : { [key]: id }) });
  const tracks = await open(deviceId).catch((error: unknown) => {
    const gone = ['not-found', 'unsuitable'].includes(deviceProblem(error));
    if (deviceId === '' || !gone) throw error;
    return open('');
  });
  const [track, ...rest] = tracks;
  await Promise.all(rest.map(release));
  if (!track) throw Object.assign(new Error('the library gave no track'), notFound);
  return track;
}

/** A screen, and its sound where the person shares that too. */
export interface Screen {
  picture: LocalTrack;
  sound: LocalTrack | null;
}

/** Opens the browser's picker of screens. */
export async function captureScreen(library: Library): Promise<Screen> {
  const tracks = await library.createLocalTracks({
    devices: ['desktop'],
    desktopSharingFrameRate: { min: 5, max: 15 },
  });
  const picture = tracks.find((track) => track.getType() === 'video');
  if (picture) return { picture, sound: tracks.find((track) => track !== picture) ?? null };
  await Promise.all(tracks.map(release));
  throw Object.assign(new Error('the library gave no screen'), notFound);
}

const notFound = { name: 'NotFoundError' };
