import type { Database } from '../../../kernel/database.ts';
import type { Traces } from '../../directory/people/index.ts';
import type { Insight } from './ports.ts';
import type { Subject } from './subject.ts';

/** Who knows of people and guests. */
export type SubjectReaders = Pick<Insight, 'people' | 'contacts' | 'meetings'>;

/**
 * The person or guest with this id, or whom the person turned out to be; null where there is none (any more).
 * The person's row is held.
 */
export async function findSubject(
  db: Database,
  known: SubjectReaders,
  id: string,
): Promise<Subject | null> {
  const traces = await known.people.leaving.tracesOf(db, id);
  if (!traces) return guestOf(db, known, id);
  return personOf(traces, await known.contacts.of(db, traces.id));
}

const personOf = (traces: Traces, contacts: readonly string[]): Subject => ({
  kind: 'person',
  id: traces.id,
  name: traces.name,
  locale: traces.locale,
  timezone: traces.timezone,
  email: traces.email,
  campusNumber: traces.campusNumber,
  addresses: present([...traces.addresses, ...contacts]),
  mentions: present(traces.names),
  records: traces.records,
});

async function guestOf(
  db: Database,
  { meetings }: SubjectReaders,
  id: string,
): Promise<Subject | null> {
  const guest = await meetings.findGuest(db, id);
  if (!guest) return null;
  const unknown = { locale: null, timezone: null, email: null, campusNumber: null };
  const { name } = guest;
  return { kind: 'guest', id, name, ...unknown, addresses: [], mentions: [], records: [] };
}

const present = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null && value !== '') as string[]),
];
