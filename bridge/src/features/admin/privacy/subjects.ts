import type { Database } from '../../../kernel/database.ts';
import { contactsOf } from '../../access/accounts/index.ts';
import { tracesOf, type Traces } from '../../directory/people/index.ts';
import { findGuest } from '../../meetings/admission/index.ts';
import type { Subject } from './subject.ts';

/**
 * The person or guest with this id, or whom the person turned out to be; null where there is none (any more).
 * The person's row is held.
 */
export async function findSubject(db: Database, id: string): Promise<Subject | null> {
  const traces = await tracesOf(db, id);
  if (!traces) return guestOf(db, id);
  return personOf(traces, await contactsOf(db, traces.id));
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

async function guestOf(db: Database, id: string): Promise<Subject | null> {
  const guest = await findGuest(db, id);
  if (!guest) return null;
  const unknown = { locale: null, timezone: null, email: null, campusNumber: null };
  const { name } = guest;
  return { kind: 'guest', id, name, ...unknown, addresses: [], mentions: [], records: [] };
}

const present = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null && value !== '') as string[]),
];
