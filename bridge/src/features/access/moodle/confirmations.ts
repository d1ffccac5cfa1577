import type { Clock } from '../../../kernel/clock.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Portal, Portals } from '../portal/index.ts';
import type { ToldClaims } from './messages.ts';
import type { Told } from './confirmations-repository.ts';
import type { MoodleRepository } from './repository.ts';
import { roomsOf } from './rooms.ts';

/** Somebody who should be told of something: of a meeting, or as an invitee of a call. */
export interface OwedTo {
  about: string;
  personId: string;
}

export interface ConfirmationDeps {
  repository: Pick<MoodleRepository, 'noteTold' | 'toldOf'>;
  portals: Pick<Portals, 'list'>;
  courses: Pick<Courses, 'coursesOfRealm'>;
  people: Pick<People, 'accountsIn'>;
  clock: Clock;
}

interface Facts {
  courseOf: (meetingId: string) => Promise<string | null>;
}

/** What connected Moodles say to have told their people, so that nobody is left out whom they have not. */
export function createConfirmations({
  repository,
  portals,
  courses,
  people,
  clock,
}: ConfirmationDeps) {
  return {
    /** Keeps what a Moodle told: of meetings in its own rooms, whatever stands in the message. */
    note: async (portal: Portal, message: ToldClaims, { courseOf }: Facts): Promise<void> => {
      const portalId = portal.id;
      const rooms = message.started.length === 0 ? null : await roomsOf(courses, portal);
      const told: Told[] = message.missed.map((about) => ({ portalId, about, untold: [] }));
      for (const { meeting: about, untold } of message.started) {
        if (rooms?.has((await courseOf(about)) ?? '')) told.push({ portalId, about, untold });
      }
      await repository.noteTold(told, clock.now());
    },
    /** Those whom no Moodle says to have told, each by its own account there. */
    untold: async <O extends OwedTo>(owed: readonly O[]): Promise<O[]> => {
      const told = await repository.toldOf([...new Set(owed.map(({ about }) => about))]);
      if (told.length === 0) return [...owed];
      const ids = [...new Set(owed.map(({ personId }) => personId))];
      const accounts = new Map<string, ReadonlyMap<string, string>>();
      for (const { id, realm } of await portals.list()) {
        if (told.some(({ portalId }) => portalId === id))
          accounts.set(id, await people.accountsIn(realm, ids));
      }
      return owed.filter(
        ({ about, personId }) =>
          !told.some((one) => {
            const account = accounts.get(one.portalId)?.get(personId);
            return one.about === about && account !== undefined && !one.untold.includes(account);
          }),
      );
    },
  };
}
