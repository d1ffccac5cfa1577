import type { Database } from '../../kernel/database.ts';
import { emailKey } from './keys.ts';
import type { PersonFacts } from './person.ts';
import {
  dropConflicts,
  saveCandidates,
  waitingConflicts,
  type WaitingConflict,
} from './conflicts-repository.ts';
import type { PersonRow, RecordRow } from './rows.ts';

/** Which conflicts are looked at: all of a source, or of these accounts, or those that name a person. */
export type Which = Parameters<typeof waitingConflicts>[1];

/**
 * Looks again at conflicts that wait: an account that shares its mail address and its campus number with nobody
 * else any more, or only with people it was kept apart from, has solved itself and goes; of the others the
 * candidates are brought up to date.
 */
export async function lookAgain(trx: Database, which: Which): Promise<void> {
  const over: string[] = [];
  for (const conflict of await waitingConflicts(trx, which)) {
    const others = await sharers(trx, conflict);
    if (others.length === 0) over.push(conflict.id);
    else await saveCandidates(trx, conflict.id, others);
  }
  await dropConflicts(trx, over);
}

/** Everybody else who has the account's mail address or campus number; nobody where the account is gone. */
async function sharers(trx: Database, conflict: WaitingConflict): Promise<string[]> {
  const { source, externalId } = conflict;
  const record = await trx<RecordRow>('person_records')
    .where({ source, external_id: externalId })
    .first();
  if (record && record.gone_at !== null) return [];
  const said = record?.said ?? conflict.said;
  if (said === null) return [];
  const facts = JSON.parse(said) as PersonFacts;
  const having = (column: 'campus_number' | 'email_key', value: string | null) =>
    value === null ? [] : trx<PersonRow>('people').where(column, value).select('id');
  const found = [
    ...(await having('campus_number', facts.campusNumber)),
    ...(await having('email_key', emailKey(facts.email))),
  ];
  const apart = await trx<{ realm: string; external_id: string; person_id: string }>('person_apart')
    .where({ realm: record?.realm ?? conflict.realm ?? '', external_id: externalId })
    .select('person_id');
  const not = new Set([record?.person_id, ...apart.map((row) => row.person_id)]);
  return [...new Set(found.map(({ id }) => id))].filter((id) => !not.has(id));
}
