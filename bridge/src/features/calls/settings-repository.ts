import type { Database } from '../../kernel/database.ts';
import type { RingSettings } from './contract.ts';
import { inChunks, upsert } from '../../kernel/sql.ts';

interface SettingsRow {
  person_id: string;
  do_not_disturb_until: number | null;
  quiet_from: string | null;
  quiet_to: string | null;
  timezone: string;
  presence_for: RingSettings['presenceFor'];
  ringable_by: RingSettings['ringableBy'];
}

export type SettingsRepository = ReturnType<typeof createSettingsRepository>;

/** When people want to be rung, in the database; who never chose anything has no row. */
export function createSettingsRepository(db: Database) {
  return {
    of: async (personIds: readonly string[]): Promise<Map<string, RingSettings>> => {
      const rows = await inChunks(personIds, (chunk) =>
        db<SettingsRow>('ring_settings').whereIn('person_id', chunk),
      );
      return new Map(rows.map((row) => [row.person_id, fromRow(row)]));
    },
    save: (personId: string, settings: RingSettings): Promise<void> =>
      upsert(db, { table: 'ring_settings', key: ['person_id'] }, [toRow(personId, settings)]),
  };
}

const fromRow = (row: SettingsRow): RingSettings => ({
  doNotDisturbUntil: row.do_not_disturb_until,
  quietHours:
    row.quiet_from !== null && row.quiet_to !== null
      ? { from: row.quiet_from, to: row.quiet_to }
      : null,
  timezone: row.timezone,
  presenceFor: row.presence_for,
  ringableBy: row.ringable_by,
});

const toRow = (personId: string, settings: RingSettings): SettingsRow => ({
  person_id: personId,
  do_not_disturb_until: settings.doNotDisturbUntil,
  quiet_from: settings.quietHours?.from ?? null,
  quiet_to: settings.quietHours?.to ?? null,
  timezone: settings.timezone,
  presence_for: settings.presenceFor,
  ringable_by: settings.ringableBy,
});
