import type { Database } from '../../../kernel/database.ts';
import type {
  ConflictReason,
  FieldChange,
  PeopleDiff,
  PersonFacts,
} from '../../directory/people/index.ts';
import { phonesOfStrangers, strangersWithNewKeys } from './login-keys.ts';
import type { Asked, ImportRequest } from './import-request.ts';
import type { RowImportDeps } from './ports.ts';
import { keepImported, importedAs, type Imported } from './imported-repository.ts';
import type { PersonRow } from './row.ts';

/** Why a row cannot be decided by a program. */
export type RowConflict =
  /** Several people have the number, the mail address or the telephone. */
  | 'several-people'
  /** Another person has the mail address, with another campus number. */
  | 'other-person'
  /** The person with the campus number has another name and mail address, or is registered under another number. */
  | 'different-person'
  /** The person belongs to units outside of the scope. */
  | 'elsewhere'
  /** The person is an administrator: only a system admin changes their data. */
  | 'administrator'
  /** The person can log in by what is known of them, and the row would give them another way to. */
  | 'login-key';

/** A person's unit as the source said before, and as it says now. */
export interface Move {
  personId: string;
  from: string[];
  to: string;
}

/** What becomes of one row. */
export interface RowResult {
  row: PersonRow;
  verdict: 'new' | 'update' | 'unchanged' | 'conflict';
  /** Who it is; for a new person the id that they get. Null in a conflict with several. */
  personId: string | null;
  changes: FieldChange[];
  /** Set when the unit is another than before. */
  move: Move | null;
  conflict: { reason: RowConflict; candidates: string[] } | null;
  /** As what the source had registered them before; null: it had not. */
  was: Imported | null;
}

const realm = 'campus';

/** What a row says of a person, as people's sources say it; the account is the campus number. */
export const factsOf = (row: PersonRow): PersonFacts => ({
  externalId: row.campusNumber,
  displayName: row.name,
  givenName: '',
  familyName: '',
  email: row.email,
  campusNumber: row.campusNumber,
  phone: row.phone,
  locale: null,
  timezone: null,
  suspended: false,
});

export type RowImport = ReturnType<typeof createRowImport>;

/** Makes what validates rows and imports people by them, in the caller's transaction. */
export const createRowImport = (deps: RowImportDeps) => ({
  /** Validates rows whose campus numbers differ. Reads only. */
  validate: async (trx: Database, importRequest: ImportRequest): Promise<RowResult[]> =>
    (await validateRows(trx, deps, importRequest)).results,
  /** Registers people by rows that were validated in the same transaction; rows in conflict were left out. */
  register: (trx: Database, importRequest: ImportRequest): Promise<RowResult[]> =>
    importPeople(trx, deps, importRequest),
});

/** Validates rows whose campus numbers differ. Reads only. */
export async function validateRows(
  trx: Database,
  deps: RowImportDeps,
  importRequest: ImportRequest,
): Promise<{ results: RowResult[]; diff: PeopleDiff }> {
  const { source, rows } = importRequest;
  const report = { from: { source, realm }, people: rows.map(factsOf), complete: false };
  const diff = await deps.people.diff(trx, report);
  const known = await knownPeople(trx, deps, { diff, importRequest });
  const conflicts = new Map(diff.conflicts.map((conflict) => [conflict.externalId, conflict]));
  const phones = await phonesOfStrangers(trx, deps, { diff, importRequest });
  const results = rows.map((row): RowResult => {
    const conflict = conflicts.get(row.campusNumber);
    const owners = phones.get(row.campusNumber);
    if (!conflict && !owners) return known(row, diff.personIds.get(row.campusNumber) ?? '');
    const whom = {
      reason: reasonOf(conflict?.reason),
      candidates: conflict?.candidates ?? owners ?? [],
    };
    return { ...nothing(row), verdict: 'conflict', conflict: whom };
  });
  return { results, diff };
}

const reasonOf = (reason: ConflictReason | undefined): RowConflict => {
  if (reason === 'contradiction') return 'other-person';
  const isOther = reason === 'different-person' || reason === 'second-account';
  return isOther ? 'different-person' : 'several-people';
};

const nothing = (row: PersonRow): RowResult => ({
  row,
  verdict: 'unchanged',
  personId: null,
  changes: [],
  move: null,
  conflict: null,
  was: null,
});

async function knownPeople(trx: Database, deps: RowImportDeps, asked: Asked) {
  const { diff, importRequest } = asked;
  const ids = [...diff.personIds.values()];
  const known: Known = {
    created: new Set(diff.created.map(({ personId }) => personId)),
    changes: await deps.people.foresee(trx, diff),
    units: await deps.departments.unitsOf(ids, trx),
    claims: await deps.departments.claimsOf(trx, importRequest.source, ids),
    registered: await importedAs(
      trx,
      importRequest.source,
      importRequest.rows.map(({ campusNumber }) => campusNumber),
    ),
    admins: importRequest.isSystem ? new Set<string>() : await deps.administrators(trx),
    strangers: await strangersWithNewKeys(trx, deps, asked),
  };
  return (row: PersonRow, personId: string): RowResult => {
    const reason = refusal(personId, known, importRequest);
    if (reason === null) return statusOf(row, personId, { known, importRequest });
    const conflict = { reason, candidates: [personId] };
    return { ...nothing(row), personId, verdict: 'conflict', conflict };
  };
}

interface Known {
  created: ReadonlySet<string>;
  changes: ReadonlyMap<string, FieldChange[]>;
  units: ReadonlyMap<string, string[]>;
  claims: ReadonlyMap<string, string[]>;
  /** As what and until when they are registered now, by campus number. */
  registered: ReadonlyMap<string, Imported>;
  admins: ReadonlySet<string>;
  /** Who would get a phone or mail address from a department that others do not vouch for. */
  strangers: ReadonlySet<string>;
}

function statusOf(
  row: PersonRow,
  personId: string,
  { known, importRequest }: { known: Known; importRequest: ImportRequest },
): RowResult {
  const from = (known.claims.get(personId) ?? []).filter(importRequest.isInScope);
  const isThere = from.length === 1 && from[0] === row.departmentId;
  const move = isThere ? null : { personId, from, to: row.departmentId };
  const changes = [...(known.changes.get(personId) ?? []), ...importedAnew(row, known)];
  const isSame = changes.length === 0 && move === null;
  const verdict = known.created.has(personId) ? 'new' : isSame ? 'unchanged' : 'update';
  const was = known.registered.get(row.campusNumber) ?? null;
  return { row, verdict, personId, changes, move, conflict: null, was };
}

/** A kind or last day that is another than before; of somebody new to the department it is no change. */
function importedAnew(row: PersonRow, { registered }: Known): FieldChange[] {
  const before = registered.get(row.campusNumber);
  if (!before) return [];
  return (['kind', 'expiresOn'] as const)
    .filter((field) => before[field] !== row[field])
    .map((field) => ({ field, before: before[field], after: row[field] }));
}

/** Whoever is in units, and in none of the scope, is another department's to change. */
function refusal(personId: string, known: Known, importRequest: ImportRequest): RowConflict | null {
  if (importRequest.isSystem || known.created.has(personId)) return null;
  if (known.admins.has(personId)) return 'administrator';
  const units = known.units.get(personId) ?? [];
  if (units.length > 0 && !units.some(importRequest.isInScope)) return 'elsewhere';
  return known.strangers.has(personId) ? 'login-key' : null;
}

/**
 * Registers people in the caller's transaction: what was validated in the same transaction. Rows in conflict
 * must have been left out. Answers what was decided of each row.
 */
export async function importPeople(
  trx: Database,
  deps: RowImportDeps,
  importRequest: ImportRequest,
): Promise<RowResult[]> {
  const { source } = importRequest;
  const { results, diff } = await validateRows(trx, deps, importRequest);
  const isBlocked = results.some(({ verdict }) => verdict === 'conflict');
  if (isBlocked) throw new Error('a row in conflict was to be registered');
  await deps.people.apply(trx, diff);
  const claims = results.flatMap(({ move }) => (move ? claimsOfMove(move) : []));
  if (claims.length > 0) await deps.departments.claim(trx, source, claims);
  const known = results.flatMap(({ row, personId }) => (personId ? { row, personId } : []));
  await keepImported(trx, source, known);
  return results;
}

const claimsOfMove = ({ personId, from, to }: Move) => [
  { departmentId: to, personId, status: 'active' as const },
  ...from
    .filter((departmentId) => departmentId !== to)
    .map((departmentId) => ({ departmentId, personId, status: 'removed' as const })),
];
