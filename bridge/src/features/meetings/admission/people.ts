import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { BelongingRepository } from './belonging-repository.ts';
import type { InviteeReader, ParticipantReader } from './ports.ts';

/** Who takes part: an active person of the campus, or a guest. */
export const participantReader = (
  people: Pick<People, 'findActive'>,
  belonging: Pick<BelongingRepository, 'findGuest'>,
): ParticipantReader => ({
  find: async (id) => {
    const person = await people.findActive(id);
    if (person) return { id, kind: 'person', displayName: person.displayName };
    const guest = await belonging.findGuest(id);
    return guest && { id, kind: 'guest', displayName: guest.name };
  },
});

/** Whom one can invite: people who are active. */
export const inviteeReader = (
  people: Pick<People, 'findMany'>,
  courses: Pick<Courses, 'coursesOf'>,
): InviteeReader => ({
  findMany: async (ids) => (await people.findMany(ids)).filter(({ status }) => status === 'active'),
  coursesOf: async (personId) => (await courses.coursesOf(personId)).map(({ course }) => course.id),
});

/** A guest as a session shows it; the name is the guest's own word. */
export const guestReader = (belonging: Pick<BelongingRepository, 'findGuest'>) => ({
  find: async (id: string) => {
    const guest = await belonging.findGuest(id);
    return guest && { id, displayName: guest.name, locale: null, timezone: null };
  },
});
