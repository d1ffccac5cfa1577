import type { Subquery } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { People } from '../../directory/people/index.ts';
import type { Sessions } from '../sessions/index.ts';

/** What ends with somebody's leaving goes through. */
export interface DeactivationDeps {
  people: Pick<People, 'who'>;
  sessions: Pick<Sessions, 'openAmong' | 'end'>;
  events: Pick<Events, 'emit'>;
  calls: {
    /** Those of these people whom it rings for, or who ring others. */
    among: (people: Subquery, limit: number) => Promise<string[]>;
    /** Ends what rings for somebody, and what they let ring. */
    left: (personId: string) => Promise<void>;
  };
  meetings: {
    /** Rooms of running meetings with those of these people who are in them. */
    among: (people: Subquery, limit: number) => Promise<{ room: string; personId: string }[]>;
  };
  server: { kick: (room: string, userId: string, reason: string) => Promise<void> };
}

const atOnce = 200;

/**
 * Ends what people have who were deactivated, by whatever source: their sessions, their tabs, their calls,
 * their seats in meetings. It looks at what is there rather than waiting to be told, so that neither a crash nor a forgotten
 * call leaves anybody in; who comes back logs in anew.
 */
export function createDeactivationService(deps: DeactivationDeps) {
  const { people, sessions, events, calls, meetings, server } = deps;
  const deactivation = () => people.who('deactivated');
  return {
    /** Ends what is found now; what could not be done is found again. @throws Failure conference/unavailable */
    end: async (): Promise<void> => {
      const ids = await sessions.openAmong(deactivation(), atOnce);
      if (ids.length > 0) {
        await sessions.end(ids);
        events.emit('session.ended', { sessionIds: ids, code: 'session/ended' });
      }
      for (const personId of await calls.among(deactivation(), atOnce)) {
        await calls.left(personId);
      }
      for (const { room, personId } of await meetings.among(deactivation(), atOnce)) {
        try {
          await server.kick(room, personId, 'session/ended');
        } catch (error) {
          // Refused: not in the room any more, which is what was wanted.
          if (!isFailure(error, 'conference/refused')) throw error;
        }
      }
    },
  };
}
