import { createLeavers } from '../features/access/deactivation/index.ts';
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
    calls,
    server: conference.server,
    closeTabs: (sessionIds) => events.emit('session.ended', { sessionIds, code: 'session/ended' }),
  });
  return {
    jobs: [{ name: 'deactivation', every, work: leavers.end }],
  };
}
