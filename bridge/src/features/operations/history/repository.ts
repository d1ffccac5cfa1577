import type { Database } from '../../../kernel/database.ts';
import type { Sample } from './sample.ts';

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

const table = (db: Database) => db<SampleRow>('operation_samples');

/** Keeps a sample; one of that minute that is there stays as it is. */
export async function addSample(db: Database, sample: Sample): Promise<void> {
  const { joinMs, ringMs, stress, ...same } = sample;
  const row = { ...same, join_ms: joinMs, ring_ms: ringMs, stress: JSON.stringify(stress) };
  await table(db).insert(row).onConflict('at').ignore();
}

/** Samples after a moment, oldest first. */
export async function samplesAfter(db: Database, at: number): Promise<Sample[]> {
  const rows = await table(db).where('at', '>', at).orderBy('at');
  return rows.map(({ join_ms: joinMs, ring_ms: ringMs, stress, ...same }) => ({
    ...same,
    joinMs,
    ringMs,
    stress: JSON.parse(stress) as Sample['stress'],
  }));
}
