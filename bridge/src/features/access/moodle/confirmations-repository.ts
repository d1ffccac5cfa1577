import { z } from 'zod';
import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface ToldRow {
  portal_id: string;
  about: string;
  /** JSON. */
  untold: string;
  told_at: number;
}

/** What a Moodle says to have told. */
export interface Told {
  portalId: string;
  /** Id of the meeting, or of the invitee. */
  about: string;
  /** Accounts there that it could not tell. */
  untold: readonly string[];
}

const accountIds = z.array(z.string());

/** What Moodles confirm to have told their people, in the database. */
export function createConfirmationsRepository(db: Database) {
  const toldRows = () => db<ToldRow>('moodle_told');
  return {
    /** What it told; said twice, the later one holds. */
    noteTold: async (told: readonly Told[], now: number): Promise<void> => {
      const row = ({ portalId, about, untold }: Told): ToldRow => ({
        portal_id: portalId,
        about,
        untold: JSON.stringify(untold),
        told_at: now,
      });
      for (const one of told.map(row))
        await toldRows().insert(one).onConflict(['about', 'portal_id']).merge();
    },
    /** What any Moodle says to have told of these. */
    toldOf: async (abouts: readonly string[]): Promise<Told[]> => {
      const rows = await inChunks(abouts, (chunk) => toldRows().whereIn('about', chunk));
      return rows.map(({ portal_id: portalId, about, untold }) => ({
        portalId,
        about,
        untold: accountIds.parse(JSON.parse(untold)),
      }));
    },
    sweepTold: async (before: number): Promise<void> => {
      await toldRows().where('told_at', '<', before).delete();
    },
  };
}
