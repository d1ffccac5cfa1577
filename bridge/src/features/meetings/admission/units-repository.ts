import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface InvitedUnitRow {
  series_id: string;
  department_id: string;
  invited_at: number;
}

export type InvitedUnitRepository = ReturnType<typeof createInvitedUnitRepository>;

/** Which departments a series is for. */
export function createInvitedUnitRepository(db: Database) {
  const invited = () => db<InvitedUnitRow>('series_invited_units');
  return {
    add: async (seriesId: string, departmentIds: readonly string[], now: number): Promise<void> => {
      const rows = departmentIds.map((id) => ({
        series_id: seriesId,
        department_id: id,
        invited_at: now,
      }));
      if (rows.length === 0) return;
      await invited().insert(rows).onConflict(['series_id', 'department_id']).ignore();
    },
    drop: async (seriesId: string, departmentId: string): Promise<void> => {
      await invited().where({ series_id: seriesId, department_id: departmentId }).delete();
    },
    /** Ids of the departments that are invited, the earliest first. */
    of: async (seriesId: string): Promise<string[]> =>
      (await invited().where({ series_id: seriesId }).orderBy(['invited_at', 'department_id'])).map(
        (row) => row.department_id,
      ),
    /** The series that are for any of these departments. */
    seriesOf: async (departmentIds: readonly string[]): Promise<string[]> => {
      const rows = await inChunks(departmentIds, (chunk) =>
        invited().whereIn('department_id', chunk),
      );
      return [...new Set(rows.map((row) => row.series_id))];
    },
  };
}
