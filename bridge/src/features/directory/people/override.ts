import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';

import { factsHash } from './diff.ts';
import type { PersonFacts, PersonStatus } from './person.ts';
import type { PersonRecord } from './precedence.ts';
import { refresh, type Moment } from './refresh.ts';
import * as repository from './repository.ts';

/** Decisions of administrators are a source of their own; its only account of a person is the person. */
const override = { source: 'hand', realm: 'hand' };

/**
 * Notes that a person is active or not whatever the sources say, or, with null, that the sources decide
 * again; and what follows for the person.
 * @returns ids of who came out different
 */
export async function overrideStatus(
  trx: Database,
  { personId, standing }: { personId: string; standing: PersonStatus | null },
  at: Moment,
): Promise<string[]> {
  const [before] = await repository.recordsOfSource(trx, override.source, [personId]);
  const record = before ?? newRecord(personId);
  const isTaken = standing === null;
  const facts = isTaken ? record.facts : { ...record.facts, suspended: standing === 'deactivated' };
  const times = { seenAt: at.now, changedAt: at.now, goneAt: isTaken ? at.now : null };
  await repository.saveRecords(trx, [{ ...record, facts, hash: factsHash(facts), ...times }]);
  return refresh(trx, [personId], at);
}

const newRecord = (personId: string): PersonRecord => {
  const facts: PersonFacts = {
    externalId: personId,
    displayName: '',
    givenName: '',
    familyName: '',
    email: null,
    campusNumber: null,
    phone: null,
    locale: null,
    timezone: null,
    suspended: false,
  };
  const times = { seenAt: 0, changedAt: 0, goneAt: null };
  return { id: newId(), personId, ...override, externalId: personId, facts, hash: '', ...times };
};
