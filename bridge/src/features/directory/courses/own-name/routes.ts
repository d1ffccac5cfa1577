import type { Database } from '../../../../kernel/database.ts';
import { Failure } from '../../../../kernel/failure.ts';
import { readName } from '../../../../kernel/names.ts';
import { route, type Route } from '../../../../kernel/route.ts';
import type { People } from '../../people/index.ts';
import { selfGivenName } from '../unnamed.ts';
import { ownNameLength, getOwnName, giveOwnName, type OwnName } from './contract.ts';
import { inTransaction } from '../../../../kernel/sql.ts';

interface Deps {
  db: Database;
  people: Pick<People, 'ownName' | 'giveNames' | 'find' | 'current'>;
}

/** The names of people whose LMS withholds them. */
export function ownNameRoutes({ db, people }: Deps): Route[] {
  return [
    route(getOwnName, 'read', ({ caller }) => shown(people, caller.personId)),
    route(giveOwnName, 'write', ({ caller, body }) =>
      inTransaction(db, async (trx) => {
        const { personId } = caller;
        const { mayGive } = await people.ownName(personId, trx);
        if (!mayGive) throw new Failure('person/named');
        const name = readName(body.name);
        if (!/\p{L}/u.test(name) || Array.from(name).length > ownNameLength) {
          const flaws = [
            { field: 'body.name', message: `must be a name of up to ${ownNameLength} characters` },
          ];
          throw new Failure('request/invalid', { flaws });
        }
        const locale = (await people.current(personId, trx))?.locale ?? null;
        const given = { personId, kind: 'self' as const, name: selfGivenName(name, locale) };
        await people.giveNames(trx, [given]);
        return { mayGive: true, name };
      }),
    ),
  ];
}

/** Without the words that are behind it for others. */
async function shown(people: Deps['people'], personId: string): Promise<OwnName> {
  const { mayGive, name } = await people.ownName(personId);
  const locale = name === null ? null : ((await people.find(personId))?.locale ?? null);
  const mark = selfGivenName('', locale);
  return { mayGive, name: name?.endsWith(mark) ? name.slice(0, -mark.length) : name };
}
