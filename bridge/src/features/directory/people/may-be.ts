import type { Database } from '../../../kernel/database.ts';
import { candidatesOf, waitingConflicts } from './conflicts-repository.ts';
import { emailKey } from './keys.ts';
import { isByHand } from './precedence.ts';
import { keptApart } from './apart-repository.ts';
import * as repository from './repository.ts';

/**
 * Whom somebody may be: the candidates of conflicts about accounts of theirs that wait, and whoever has a campus
 * number or mail address that those accounts are said to have, vouched for or not, unless kept apart. A hint for
 * asking and nothing more: each of them has to be shown by what only that person has. Ids, the likeliest first.
 */
export async function mayBe(trx: Database, personId: string): Promise<string[]> {
  const records = await repository.recordsOfPeople(trx, [personId]);
  const own = records.filter((record) => record.goneAt === null && !isByHand(record));
  const waiting = await waitingConflicts(trx, { people: [personId] });
  const about = waiting.filter((one) =>
    own.some(({ source, externalId }) => source === one.source && externalId === one.externalId),
  );
  const named = await candidatesOf(
    trx,
    about.map(({ id }) => id),
  );
  const holders = await repository.withKeys(trx, {
    campus_number: own.flatMap(({ facts }) => facts.campusNumber ?? []),
    email_key: own.flatMap(({ facts }) => emailKey(facts.email) ?? []),
    phone_key: [],
  });
  const not = new Set([personId]);
  for (const { realm, externalId } of own) {
    const apart = await keptApart(trx, realm, [externalId]);
    for (const id of apart.get(externalId) ?? []) not.add(id);
  }
  const found = [...[...named.values()].flat(), ...holders.map(({ id }) => id)];
  return [...new Set(found)].filter((id) => !not.has(id));
}
