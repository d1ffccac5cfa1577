import type { Database } from '../../../kernel/database.ts';
import { keptApart } from './apart-repository.ts';
import { emailKey } from './keys.ts';
import type { PersonFacts } from './person.ts';
import {
  dropConflicts,
  saveCandidates,
  waitingConflicts,
  type WaitingConflict,
} from './conflicts-repository.ts';
import type { PersonRow, RecordRow } from './rows.ts';
import { believed, type VouchesOf } from './trust.ts';

/** Which conflicts are looked at: all of a source, or of these accounts, or those that name a person. */
export type Which = Parameters<typeof waitingConflicts>[1];

/**
 * Looks again at conflicts that wait: an account that shares its mail address and its campus number with nobody
 * else any more, or only with people it was kept apart from, has solved itself and goes; of the others the
 * candidates are brought up to date.
 * @returns ids of the people of accounts that wait no longer: what was kept from them may be theirs now
 */
export async function lookAgain(
  trx: Database,
  which: Which,
  vouchesOf: VouchesOf,
): Promise<string[]> {
  const over: string[] = [];
  const freed: string[] = [];
  for (const conflict of await waitingConflicts(trx, which)) {
    // What somebody has shown is not over because sources say something else.
    if (conflict.reason === 'account/claimed') continue;
    const record = await recordOf(trx, conflict);
    const others = await sharers(trx, { conflict, record }, vouchesOf);
    if (others.length > 0) await saveCandidates(trx, conflict.id, others);
    else {
      over.push(conflict.id);
      if (record) freed.push(record.person_id);
    }
  }
  await dropConflicts(trx, over);
  return [...new Set(freed)];
}

const recordOf = (
  trx: Database,
  { source, externalId }: WaitingConflict,
): Promise<RecordRow | undefined> =>
  trx<RecordRow>('person_records').where({ source, external_id: externalId }).first();

interface Waiting {
  conflict: WaitingConflict;
  record: RecordRow | undefined;
}

/** Everybody else who has the account's mail address or campus number; nobody where the account is gone. */
async function sharers(
  trx: Database,
  { conflict, record }: Waiting,
  vouchesOf: VouchesOf,
): Promise<string[]> {
  const { source, externalId } = conflict;
  if (record && record.gone_at !== null) return [];
  const said = record?.said ?? conflict.said;
  if (said === null) return [];
  const all = JSON.parse(said) as PersonFacts;
  // Who is told to have what somebody with power has is listed whatever the source vouches for.
  const isByClaim = conflict.reason.endsWith('/holds-power');
  const realm = record?.realm ?? conflict.realm ?? '';
  const facts = isByClaim ? all : believed(all, vouchesOf({ source, realm }));
  const having = (column: 'campus_number' | 'email_key', value: string | null) =>
    value === null ? [] : trx<PersonRow>('people').where(column, value).select('id');
  const found = [
    ...(await having('campus_number', facts.campusNumber)),
    ...(await having('email_key', emailKey(facts.email))),
  ];
  const apart = await keptApart(trx, realm, [externalId]);
  const not = new Set([record?.person_id, ...(apart.get(externalId) ?? [])]);
  return [...new Set(found.map(({ id }) => id))].filter((id) => !not.has(id));
}
