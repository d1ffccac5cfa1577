import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { isFailure } from '../../../kernel/failure.ts';
import * as repository from './repository.ts';

/** What ends with somebody's leaving goes through. */
export interface LeaverParts {
  db: Database;
  clock: Clock;
  /** Closes the tabs of sessions, on every bridge. */
  closeTabs: (sessionIds: string[]) => void;
  /** Ends what rings for somebody, and what they let ring. */
  calls: { left: (personId: string) => Promise<void> };
  server: { kick: (room: string, userId: string, reason: string) => Promise<void> };
}

const atOnce = 200;

/**
 * Ends what people have who were deactivated, by whatever source: their sessions, their tabs, their calls,
 * their seats in meetings. It looks at what is there rather than waiting to be told, so that neither a crash nor a forgotten
 * call leaves anybody in; who comes back logs in anew.
 */
export function createLeavers({ db, clock, closeTabs, calls, server }: LeaverParts) {
  return {
    /** Ends what is found now; what could not be done is found again. @throws Failure conference/unavailable */
    end: async (): Promise<void> => {
      const sessions = await repository.sessionsOfLeavers(db, atOnce);
      const ids = sessions.map(({ id }) => id);
      if (ids.length > 0) {
        await repository.endSessions(db, ids, clock.now());
        closeTabs(ids);
      }
      for (const personId of await repository.callsOfLeavers(db, atOnce)) {
        await calls.left(personId);
      }
      for (const { room, personId } of await repository.seatsOfLeavers(db, atOnce)) {
        try {
          await server.kick(room, personId, 'This account was deactivated.');
        } catch (error) {
          // Refused: not in the room any more, which is what was wanted.
          if (!isFailure(error, 'conference/refused')) throw error;
        }
      }
    },
  };
}
