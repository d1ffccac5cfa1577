/** What browsers know by now, and TypeScript's own types do not all. */
interface Wishes extends DisplayMediaStreamOptions {
  systemAudio: 'include' | 'exclude';
  selfBrowserSurface: 'exclude';
  surfaceSwitching: 'include';
}

/**
 * What is wished for when a screen is picked. Its sound is music or speech that was made to be heard: nothing is taken
 * out of it. The own tab is not offered. The whole system's sound only where the browser can leave out what this page
 * plays: everybody would hear themselves come back.
 */
export function screenWishes(known: MediaTrackSupportedConstraints): Wishes {
  const canLeaveOut = 'restrictOwnAudio' in known;
  const sound = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  return {
    audio: {
      ...sound,
      ...(canLeaveOut ? { restrictOwnAudio: true } : {}),
    },
    systemAudio: canLeaveOut ? 'include' : 'exclude',
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
  };
}

/**
 * Does what opens the picker of screens with our wishes: the library of 2021 has no option for them, and asks the
 * browser by itself. What it asks for otherwise stays.
 */
export async function withScreenWishes<T>(work: () => Promise<T>): Promise<T> {
  const devices = navigator.mediaDevices;
  const original = devices.getDisplayMedia.bind(devices);
  devices.getDisplayMedia = (asked) =>
    original({ ...asked, ...screenWishes(devices.getSupportedConstraints()) });
  try {
    return await work();
  } finally {
    devices.getDisplayMedia = original;
  }
}
