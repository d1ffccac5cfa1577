import type { Bell, Loudness } from '../../features/calls/ports.ts';
import { inOneTab } from './one-tab.ts';
import { playRingtone, type Playing } from './ringtone.ts';
import { vibrate } from './vibration.ts';

const turn = 'campus-meet.bell';
const presses = ['pointerdown', 'keydown'] as const;

/** The bell of this browser: one tab rings aloud; a tab that may not is passed over until it is pressed. */
export const browserBell: Bell = {
  ring(tell) {
    const over = new AbortController();
    tell('elsewhere');
    void ringUntil(over.signal, tell);
    return () => over.abort();
  },
};

async function ringUntil(signal: AbortSignal, tell: (loudness: Loudness) => void): Promise<void> {
  for (;;) {
    const blocked = { heard: true };
    await inOneTab(turn, signal, async () => {
      if (!signal.aborted) blocked.heard = await ringAloud(signal, tell);
    });
    if (signal.aborted || blocked.heard) return;
    tell('silent');
    await nextPress(signal);
    tell('elsewhere');
  }
}

/** Rings until it is over; answers at once, with false, when the browser wants a press first. */
async function ringAloud(
  signal: AbortSignal,
  tell: (loudness: Loudness) => void,
): Promise<boolean> {
  const tone: Playing = await playRingtone();
  if (!tone.heard) {
    tone.stop();
    return false;
  }
  const still = vibrate();
  tell('aloud');
  await ended(signal);
  still();
  tone.stop();
  return true;
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Waits until somebody presses anything on this page, or until it is over. */
const nextPress = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      for (const press of presses) window.removeEventListener(press, done, true);
      resolve();
    };
    for (const press of presses) window.addEventListener(press, done, true);
    void ended(signal).then(done);
  });
