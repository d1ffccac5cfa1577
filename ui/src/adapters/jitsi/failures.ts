import type { DeviceProblem, FailureReason } from '../../conference/events.ts';
import { problemOf } from '../browser/problems.ts';

/**
 * What an error of the library means for the meeting: `lost` = try to come back, and only when that fails too
 * it is over for `reason`; `over` = no use in trying; `waiting` = the library itself tries again.
 */
export type Outcome = { kind: 'lost' | 'over' | 'waiting'; reason: FailureReason };

const lost = (reason: FailureReason): Outcome => ({ kind: 'lost', reason });
const over = (reason: FailureReason): Outcome => ({ kind: 'over', reason });

/** By the values of JitsiConferenceErrors, which are the same in every build that has them. */
const conferenceErrors: Readonly<Record<string, Outcome>> = {
  'conference.destroyed': over('ended'),
  'conference.max_users': over('full'),
  'conference.connectionError.notAllowed': over('room-mismatch'),
  'conference.connectionError.membersOnly': over('room-mismatch'),
  'conference.connectionError.accessDenied': over('room-mismatch'),
  'conference.passwordRequired': over('room-mismatch'),
  'conference.reservationError': over('room-mismatch'),
  'conference.roomCreationRestriction': over('room-mismatch'),
  'conference.authenticationRequired': over('room-mismatch'),
  'conference.incompatible_server_versions': over('incompatible'),
  'conference.focusDisconnected': { kind: 'waiting', reason: 'no-focus' },
  'conference.videobridgeNotAvailable': { kind: 'waiting', reason: 'media-failed' },
  'conference.focusLeft': lost('no-focus'),
  'conference.iceFailed': lost('media-failed'),
  'conference.offerAnswerFailed': lost('media-failed'),
  'conference.gracefulShutdown': lost('network'),
  'conference.restarted': lost('network'),
  'conference.connectionError': lost('network'),
};

/** What a CONFERENCE_FAILED means; an unknown error counts as a lost connection. */
export const conferenceOutcome = (error: unknown): Outcome =>
  (typeof error === 'string' ? conferenceErrors[error] : undefined) ?? lost('network');

/** What a CONNECTION_FAILED means: a refused password is a refused token, all else the network. */
export const connectionOutcome = (error: unknown): Outcome =>
  error === 'connection.passwordRequired' ? over('token-refused') : lost('network');

/**
 * The detail behind a NOT_ALLOWED_ERROR. Until 2022 the arguments were (error, text), since then
 * (error, type, text).
 */
export function notAllowedDetail(args: readonly unknown[]): string | undefined {
  const text = args.length > 2 ? args[2] : args[1];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

const trackErrors: Readonly<Record<string, DeviceProblem>> = {
  'gum.permission_denied': 'refused',
  'gum.not_found': 'not-found',
  'gum.constraint_failed': 'unsuitable',
  'gum.unsupported_resolution': 'unsuitable',
  'gum.timeout': 'busy',
  'track.no_stream_found': 'not-found',
};

/** True for the picker of screens that was closed without a choice: no problem, just no share. */
export const isCancelled = (error: unknown): boolean =>
  ['gum.screensharing_user_canceled', 'gum.electron_desktop_picker_error'].includes(nameOf(error));

/** True for a track that was disposed meanwhile; the name changed between builds. */
export const isDisposed = (error: unknown): boolean =>
  ['track.track_is_disposed', 'trac =track_is_disposed'].includes(nameOf(error));

/** The device problem behind an error of createLocalTracks or unmute: the browser's own error where it is kept. */
export function deviceProblem(error: unknown): DeviceProblem {
  const original = originalOf(error);
  if (original !== undefined) {
    const problem = problemOf(original);
    if (problem !== 'failed') return problem;
  }
  return trackErrors[nameOf(error)] ?? problemOf(error);
}

/** JitsiTrackError keeps what the browser said in `gum.error`. */
function originalOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('gum' in error)) return undefined;
  const { gum } = error;
  return typeof gum === 'object' && gum !== null && 'error' in gum ? gum.error : undefined;
}

const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string'
    ? error.name
    : '';
