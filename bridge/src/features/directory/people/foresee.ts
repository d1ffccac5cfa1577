import type { Database } from '../../../kernel/database.ts';
import type { PeopleDiff } from './diff.ts';
import { resolve, type PersonRecord, type Resolved } from './precedence.ts';
import * as repository from './repository.ts';
import type { VouchesOf } from './trust.ts';

/** A field of a person that a telling would change: as it stands, and as it would. */
export interface FieldChange {
  /** `kind` and `expiresOn`: as what and until when a department registered them, which it alone says. */
  field: keyof Resolved | 'kind' | 'expiresOn';
  before: string | null;
  after: string | null;
}

const shown = [
  'displayName',
  'email',
  'phone',
  'campusNumber',
  'status',
] as const satisfies readonly (keyof Resolved)[];

/**
 * What a diff would change about people who are known: what a stronger source says stays. Reads only.
 * @returns changes by person; empty for who stays as they are
 */
export async function foresee(
  trx: Database,
  diff: PeopleDiff,
  { now, vouchesOf }: { now: number; vouchesOf: VouchesOf },
): Promise<Map<string, FieldChange[]>> {
  const said = new Map<string, PersonRecord>();
  for (const { personId, facts, hash } of diff.attached) {
    const times = { seenAt: now, changedAt: now, goneAt: null };
    const externalId = facts.externalId;
    said.set(personId, { id: '', personId, ...diff.from, externalId, facts, hash, ...times });
  }
  for (const { record, facts, hash } of diff.changed) {
    const times = { seenAt: now, changedAt: now, goneAt: null };
    said.set(record.personId, { ...record, facts, hash, ...times });
  }
  const ids = [...said.keys()];
  const people = await repository.findPeople(trx, ids);
  const records = await repository.recordsOfPeople(trx, ids);
  const byPerson = Map.groupBy(records, ({ personId }) => personId);
  return new Map(
    people.map((person) => {
      const report = said.get(person.id);
      const others = (byPerson.get(person.id) ?? []).filter(({ id }) => id !== report?.id);
      const after = resolve(report ? [...others, report] : others, vouchesOf);
      const changes = shown
        .filter((field) => person[field] !== after[field])
        .map((field) => ({ field, before: person[field], after: after[field] }));
      return [person.id, changes];
    }),
  );
}
