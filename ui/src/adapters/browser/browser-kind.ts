import type { BrowserKind } from '../../features/meetings/devices/ports.ts';

/**
 * Which browser's permissions somebody has to find, from its `navigator.userAgent`. For words only: what a browser can
 * do is asked of the browser. On iPhone and iPad all browsers are Safari inside, under their own names.
 */
export function browserKind(userAgent: string): BrowserKind {
  if (/iPhone|iPad|iPod/u.test(userAgent)) return 'ios';
  if (/Android/u.test(userAgent)) return 'android';
  if (/Firefox\//u.test(userAgent)) return 'firefox';
  return /Chrome\//u.test(userAgent) ? 'chromium' : 'safari';
}
