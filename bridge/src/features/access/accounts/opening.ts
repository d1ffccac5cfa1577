import type { Clock } from '../../../kernel/clock.ts';
import type { Opened, Sessions, Where } from '../sessions/index.ts';
import { deviceToken } from './device.ts';

/** A session that was opened, and what lets this browser be known again. */
export interface LoggedIn extends Opened {
  device: string;
}

export interface OpeningDeps {
  clock: Clock;
  key: Buffer;
  sessions: Pick<Sessions, 'open'>;
}

/** Opens a session for somebody who has shown who they are. */
export async function openSessionFor(
  { sessions, key, clock }: OpeningDeps,
  personId: string,
  place: Where,
): Promise<LoggedIn> {
  const grant = { kind: 'person' as const, personId, courseId: null, meetingId: null };
  const opened = await sessions.open(grant, place);
  return { ...opened, device: deviceToken(key, personId, clock.now()) };
}
