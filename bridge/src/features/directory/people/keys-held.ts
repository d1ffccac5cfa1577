import type { Database } from '../../../kernel/database.ts';
import type { MatchedBy } from './candidate.ts';
import type { PersonRow } from './rows.ts';
import { inChunks } from '../../../kernel/sql.ts';

const heldKeys = [
  ['campus_number', 'campus-number'],
  ['email_key', 'email'],
] as const satisfies readonly (readonly [keyof PersonRow, MatchedBy])[];

type Column = (typeof heldKeys)[number][0];

/** A key that a person's sources say, and that somebody else has. */
export interface Denied {
  personId: string;
  key: 'campus-number' | 'email';
  value: string;
  holders: string[];
}

/** A row as it is to be stored, and as it was; null for a new person. */
export interface Rewritten {
  before: PersonRow | null;
  next: PersonRow;
}

/**
 * Rows as they may be stored: a key that another person has is not taken over, whoever says so. Two who get a key
 * at the same moment both have it, and nobody is known by it until it is decided whose it is.
 */
export async function withoutHeldKeys(
  trx: Database,
  rewritten: readonly Rewritten[],
): Promise<{ rows: PersonRow[]; denied: Denied[] }> {
  const denied: Denied[] = [];
  let rows = rewritten.map(({ next }) => next);
  const after = new Map(rows.map((row) => [row.id, row]));
  for (const [column, key] of heldKeys) {
    const claims = rewritten.filter(
      ({ before, next }) => next[column] !== null && next[column] !== before?.[column],
    );
    if (claims.length === 0) continue;
    const holders = await holdersOf(trx, column, claims);
    const taken = new Map<string, Denied>();
    for (const { next } of claims) {
      const value = next[column] ?? '';
      const others = (holders.get(value) ?? []).filter(
        ({ id }) => id !== next.id && stillHas(after.get(id), column, value),
      );
      if (others.length === 0) continue;
      const ids = others.map(({ id }) => id);
      taken.set(next.id, { personId: next.id, key, value, holders: ids });
    }
    rows = rows.map((row) => (taken.has(row.id) ? { ...row, [column]: null } : row));
    denied.push(...taken.values());
  }
  return { rows, denied };
}

/** Whoever gives the key up in the same telling does not keep it from others. */
const stillHas = (row: PersonRow | undefined, column: Column, value: string): boolean =>
  row === undefined || row[column] === value;

async function holdersOf(
  trx: Database,
  column: Column,
  claims: readonly Rewritten[],
): Promise<Map<string, { id: string }[]>> {
  const values = [...new Set(claims.flatMap(({ next }) => next[column] ?? []))];
  const found = await inChunks(values, (chunk) =>
    trx<PersonRow>('people').whereIn(column, chunk).whereNull('merged_into').select('id', column),
  );
  return Map.groupBy(found, (row) => (row as PersonRow)[column] ?? '');
}
