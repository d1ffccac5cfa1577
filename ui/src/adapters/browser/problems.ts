import type { DeviceProblem } from '../../conference/events.ts';

/** By the names of DOMException that getUserMedia and getDisplayMedia use (W3C Media Capture and Streams), and one of ours. */
const problems: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'refused',
  PermissionDeniedError: 'refused',
  SecurityError: 'frame-forbids',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
  NotFoundError: 'not-found',
  DevicesNotFoundError: 'not-found',
  OverconstrainedError: 'unsuitable',
  ConstraintNotSatisfiedError: 'unsuitable',
  EffectError: 'no-effect',
};

/** Which device problem an error of the browser is. Never throws. */
export function problemOf(error: unknown): DeviceProblem {
  if (typeof error !== 'object' || error === null || !('name' in error)) return 'failed';
  return (typeof error.name === 'string' ? problems[error.name] : undefined) ?? 'failed';
}
