import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import { noDetails } from '../details-contract.ts';
import type { WantedSeries } from '../ports.ts';
import { newNumber, proposePassword } from './meeting-id.ts';
import type { ParticipantReader } from './ports.ts';
import type { SeriesRepository } from './series-repository.ts';
import { courseKey, personalKey, type Series } from './series.ts';

interface SeriesFactoryDeps {
  series: SeriesRepository;
  participants: ParticipantReader;
  clock: Clock;
}

export type SeriesFactory = ReturnType<typeof createSeriesFactory>;

type Draft = Pick<Series, 'kind' | 'title'> & Partial<Series>;

/** Makes series: a fresh one, or the one of a person, course or group when it is first asked for. */
export function createSeriesFactory({ series, participants, clock }: SeriesFactoryDeps) {
  const make = async (draft: Draft): Promise<Series> => {
    const made = newSeries(draft, clock.now());
    // Of 900 million numbers a few hundred thousand are taken: hardly ever is one tried twice.
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const numbered = { ...made, number: newNumber(draft.kind) };
      if (await series.add(numbered)) return numbered;
      // Somebody else made it in this moment: theirs is the one.
      const theirs = made.uniqueKey === null ? null : await series.findByKey(made.uniqueKey);
      if (theirs) return theirs;
    }
    throw new Failure('internal', { detail: 'No free meeting number was found.' });
  };
  const ofCourse = async ({ courseId, groupId, title, another }: WantedSeries): Promise<Series> => {
    const uniqueKey = another ? null : courseKey(courseId, groupId);
    const known = uniqueKey === null ? null : await series.findByKey(uniqueKey);
    return known ?? make({ kind: 'course', title, courseId, groupId, uniqueKey, scope: 'invited' });
  };
  return {
    fresh: make,
    ofCourse,
    /** The person's own. @throws Failure person/not-found */
    personal: async (personId: string): Promise<Series> => {
      const uniqueKey = personalKey(personId);
      const known = await series.findByKey(uniqueKey);
      if (known) return known;
      const owner = await participants.find(personId);
      if (owner?.kind !== 'person') throw new Failure('person/not-found');
      return make({
        kind: 'personal',
        title: owner.displayName,
        ownerPersonId: personId,
        uniqueKey,
      });
    },
  };
}

function newSeries(draft: Draft, now: number): Series {
  return {
    id: newId(),
    number: '',
    ...noDetails,
    courseId: null,
    groupId: null,
    ownerPersonId: null,
    uniqueKey: null,
    scope: 'anyone',
    guestPassword: proposePassword(),
    passwordChanges: 0,
    lobby: false,
    locked: false,
    lecture: false,
    schedule: null,
    cancelledAt: null,
    createdAt: now,
    ...draft,
  };
}
