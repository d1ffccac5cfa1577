import type { Database } from '../../../kernel/database.ts';
import { endOfStep, halfHourMs, inSteps, type Sample } from './sample.ts';

interface SampleRow {
  at: number;
  meetings: number;
  people: number;
  joins: number;
  missed: number;
  join_ms: number | null;
  rings: number;
  ring_ms: number | null;
  stress: string;
}

const minutes = (db: Database) => db<SampleRow>('operation_samples');
const halfHours = (db: Database) => db<SampleRow>('operation_half_hours');

/** Keeps a sample; one of that minute that is there stays as it is. */
export async function addSample(db: Database, sample: Sample): Promise<void> {
  await minutes(db).insert(toRow(sample)).onConflict('at').ignore();
}

/** How many half hours are put together in one go: those from before there were any come little by little. */
const atOnce = 100;

/** Puts the minutes of half hours together that are over and were not put together yet. @param until now */
export async function addHalfHours(db: Database, until: number): Promise<void> {
  let last = await lastHalfHour(db);
  for (let count = 0; count < atOnce; count += 1) {
    const next = await minutes(db)
      .where('at', '>', last)
      .min({ at: 'at' })
      .first<{ at: number | null }>();
    const end = next.at ? endOfStep(next.at, halfHourMs) : Infinity;
    if (end > until) return;
    const all = await minutes(db)
      .where('at', '>', end - halfHourMs)
      .where('at', '<=', end);
    const rows = inSteps(all.map(fromRow), halfHourMs).map(toRow);
    await halfHours(db).insert(rows).onConflict('at').ignore();
    last = end;
  }
}

async function lastHalfHour(db: Database): Promise<number> {
  const row = await halfHours(db).max({ at: 'at' }).first<{ at: number | null }>();
  return row.at ?? 0;
}

/** Samples after a moment, oldest first: each minute's. */
export async function samplesAfter(db: Database, at: number): Promise<Sample[]> {
  return (await minutes(db).where('at', '>', at).orderBy('at')).map(fromRow);
}

/** The same, but of whole half hours those that were put together; for steps that are made of half hours. */
export async function halfHoursAfter(db: Database, at: number): Promise<Sample[]> {
  const whole = endOfStep(at, halfHourMs);
  const last = Math.max(whole, await lastHalfHour(db));
  const before = await minutes(db).where('at', '>', at).where('at', '<=', whole).orderBy('at');
  const between = await halfHours(db).where('at', '>', whole).where('at', '<=', last).orderBy('at');
  return [...[...before, ...between].map(fromRow), ...(await samplesAfter(db, last))];
}

function fromRow({ join_ms: joinMs, ring_ms: ringMs, stress, ...same }: SampleRow): Sample {
  return { ...same, joinMs, ringMs, stress: JSON.parse(stress) as Sample['stress'] };
}

function toRow({ joinMs, ringMs, stress, ...same }: Sample): SampleRow {
  return { ...same, join_ms: joinMs, ring_ms: ringMs, stress: JSON.stringify(stress) };
}
