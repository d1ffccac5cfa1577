import type { Database } from '../../kernel/database.ts';

interface SourceRow {
  source: string;
  last_sequence: number;
  first_seen_at: number;
  replaced_at: number | null;
}

/** What a batch of events told us about where it came from. */
export interface SourceEvents {
  /** The conference server was started anew: whoever was in by an older run is out. */
  isNewRun: boolean;
  /** Numbers are missing between the last batch and this one. */
  hasGap: boolean;
  /** This run was replaced by a newer one before: a straggler. */
  isReplaced: boolean;
}

export type SourceRepository = ReturnType<typeof createSourceRepository>;

/** The runs of the conference server, and how far each one's events were taken. */
export function createSourceRepository(db: Database) {
  return {
    note: async (
      source: string,
      { sequences, now }: { sequences: [number, number]; now: number },
      trx: Database = db,
    ): Promise<SourceEvents> => {
      const table = () => trx<SourceRow>('conference_sources');
      const [first, last] = sequences;
      const known = await table().where({ source }).first();
      if (!known) {
        await table().whereNot({ source }).whereNull('replaced_at').update({ replaced_at: now });
        const row = { source, last_sequence: last, first_seen_at: now, replaced_at: null };
        await table().insert(row).onConflict('source').ignore();
        return { isNewRun: true, hasGap: first > 1, isReplaced: false };
      }
      await table().where({ source }).andWhere('last_sequence', '<', last).update({
        last_sequence: last,
      });
      return {
        isNewRun: false,
        hasGap: first > known.last_sequence + 1,
        isReplaced: known.replaced_at !== null,
      };
    },
  };
}
