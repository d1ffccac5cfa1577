import type { Database } from '../../../kernel/database.ts';
import type { Claim } from '../../directory/departments/index.ts';
import { isByHand, type PersonRecord } from '../../directory/people/index.ts';
import type { RowImportDeps } from './ports.ts';
import type { Asked } from './import-request.ts';
import type { PersonRow } from './row.ts';

/** Whoever has one of these logs in by it: a code is sent there. */
type Keys = Pick<PersonRow, 'email' | 'phone'>;

/**
 * People whom rows give a phone or mail address that nobody knew, though it is not for this department to say: the
 * account would be theirs who typed it. It is for a department to say of people whom another source has in its units,
 * and of those whom nobody but its own sheets made known. A sheet alone brings nobody under its power: otherwise a
 * first one would take somebody into the unit, and a second one their account. System admins may.
 */
export async function strangersWithNewKeys(
  trx: Database,
  deps: RowImportDeps,
  { diff, importRequest }: Asked,
): Promise<ReadonlySet<string>> {
  if (importRequest.isSystem) return new Set();
  const created = new Set(diff.created.map(({ personId }) => personId));
  const known = importRequest.rows.flatMap((row) => {
    const personId = diff.personIds.get(row.campusNumber);
    const isKeyed = row.email !== null || row.phone !== null;
    return personId === undefined || created.has(personId) || !isKeyed ? [] : { row, personId };
  });
  const isNew = await newKeys(trx, deps, { rows: known, source: importRequest.source });
  const ids = known.filter(isNew).map(({ personId }) => personId);
  if (ids.length === 0) return new Set();
  const records = Map.groupBy(await deps.people.recordsOfMany(trx, ids), (one) => one.personId);
  const claims = await deps.departments.claimsAboutMany(trx, ids);
  return new Set(
    ids.filter(
      (id) => !isTheirs(records.get(id) ?? [], claims.get(id) ?? [], importRequest.isInScope),
    ),
  );
}

/**
 * Active people outside of the scope who have the telephone of a row that is about somebody else, by campus number of
 * the row. Where two have one number nobody gets in by it: so a department could lock out another's people.
 */
export async function phonesOfStrangers(
  trx: Database,
  { people, departments }: RowImportDeps,
  { diff, importRequest }: Asked,
): Promise<ReadonlyMap<string, string[]>> {
  const { rows, isSystem, isInScope } = importRequest;
  if (isSystem) return new Map();
  const owners = Map.groupBy(
    await people.withPhones(
      trx,
      rows.flatMap(({ phone }) => phone ?? []),
    ),
    ({ phone }) => phone,
  );
  const ids = [...owners.values()].flat().map(({ personId }) => personId);
  const units = await departments.unitsOf(ids, trx);
  const isForeign = (id: string): boolean => !(units.get(id) ?? []).some(isInScope);
  const found = rows.map(({ campusNumber, phone }) => {
    const all = (owners.get(phone ?? '') ?? []).map(({ personId }) => personId);
    const others = all.filter((id) => id !== diff.personIds.get(campusNumber) && isForeign(id));
    return [campusNumber, others] as const;
  });
  return new Map(found.filter(([, others]) => others.length > 0));
}

/** Answers which rows say a phone or mail address that is neither the person's nor was said by this source before. */
async function newKeys(
  trx: Database,
  { people }: RowImportDeps,
  { rows, source }: { rows: readonly { row: PersonRow; personId: string }[]; source: string },
) {
  const found = await people.findMany(
    rows.map(({ personId }) => personId),
    trx,
  );
  const present = new Map(found.map((person) => [person.id, person]));
  const numbers = rows.map(({ row }) => row.campusNumber);
  const records = await people.records(trx, source, numbers);
  const said = new Map(
    records.filter(({ goneAt }) => goneAt === null).map((one) => [one.externalId, one.facts]),
  );
  return ({ row, personId }: { row: PersonRow; personId: string }): boolean => {
    const known = [present.get(personId), said.get(row.campusNumber)];
    return !hasKey(known, row, 'email') || !hasKey(known, row, 'phone');
  };
}

const hasKey = (known: readonly (Keys | undefined)[], row: Keys, key: keyof Keys): boolean =>
  row[key] === null || known.some((one) => one?.[key]?.toLowerCase() === row[key]?.toLowerCase());

const isOwn = (source: string): boolean => source === 'sheet' || source === 'application';

function isTheirs(
  records: readonly PersonRecord[],
  claims: readonly Claim[],
  isInScope: (departmentId: string) => boolean,
): boolean {
  const isVouchedFor = claims.some(
    ({ isHeld, source, departmentId }) => isHeld && !isOwn(source) && isInScope(departmentId),
  );
  if (isVouchedFor) return true;
  const isMadeHere = records.every((record) => isOwn(record.source) || isByHand(record));
  return (
    isMadeHere && claims.length > 0 && claims.every(({ departmentId }) => isInScope(departmentId))
  );
}
