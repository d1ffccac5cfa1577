import { isSameByAny, keyed } from './code.ts';
import { dayMs } from '../../../kernel/clock.ts';

/** For so long a browser stays known after somebody has logged in with it, milliseconds. */
export const knownForMs = 90 * dayMs;

/**
 * What a browser holds after its owner has logged in: signed, good for one person. Whoever shows it is counted
 * by it alone, so that guessing from elsewhere never makes the owner wait (OWASP's "device cookies").
 */
export const deviceToken = (key: Buffer, personId: string, now: number): string =>
  `${now.toString(36)}.${keyed(key, `device ${personId} ${now.toString(36)}`)}`;

/** True for a token that this person's browser was given, and not too long ago. */
export function isDeviceOf(
  keys: readonly Buffer[],
  personId: string,
  { token, now }: { token: string; now: number },
): boolean {
  const [since = '', signature = ''] = token.split('.');
  const isRecent = now - Number.parseInt(since, 36) < knownForMs;
  const signedBy = (key: Buffer) => keyed(key, `device ${personId} ${since}`);
  return isSameByAny(keys, signedBy, signature) && isRecent;
}
