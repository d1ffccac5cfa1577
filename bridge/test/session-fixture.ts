import { settableClock } from '../src/kernel/clock.ts';
import type { FailureCode } from '../src/kernel/codes.ts';
import type { Database } from '../src/kernel/database.ts';
import { createEvents } from '../src/kernel/events.ts';
import { isFailure } from '../src/kernel/failure.ts';
import { createLog } from '../src/kernel/log.ts';
import { createSessions } from '../src/features/access/sessions/index.ts';

export const person = {
  id: '11111111-1111-4111-8111-111111111111',
  displayName: '王芳',
  locale: 'zh-CN',
  timezone: null,
};
export const grant = {
  kind: 'person' as const,
  personId: person.id,
  courseId: null,
  meetingId: null,
};
export const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);

/** Sessions of one person, and of guests. */
export function sessionFixture(db: Database) {
  const clock = settableClock();
  const state = { isActive: true, hasGuest: true };
  const people = { find: () => Promise.resolve(state.isActive ? person : null) };
  const sessions = createSessions({
    db,
    events: createEvents(createLog('silent')),
    people,
    guests: { find: (id) => Promise.resolve(state.hasGuest ? { ...person, id } : null) },
    clock,
  });
  return { clock, state, sessions };
}
