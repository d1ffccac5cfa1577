import { createLeavers } from '../features/access/deactivation/index.ts';
import { inCalls } from '../features/calls/index.ts';
import { insideAmong } from '../features/meetings/index.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';

/** How soon after a deactivation sessions and calls are ended, seconds. */
const every = 1;

/** Makes the job that ends what people have who were deactivated. */
export function composeLeavers(
  { db, clock, conference, events }: Core,
  calls: { left: (personId: string) => Promise<void> },
): Piece {
  const leavers = createLeavers({
    db,
    clock,
    calls: { left: calls.left, among: (people, limit) => inCalls(db, people, limit) },
    meetings: { among: (people, limit) => insideAmong(db, people, limit) },
    server: conference.server,
    closeTabs: (sessionIds) => events.emit('session.ended', { sessionIds, code: 'session/ended' }),
  });
  return {
    jobs: [{ name: 'deactivation', every, work: leavers.end }],
  };
}
