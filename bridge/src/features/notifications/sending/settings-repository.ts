import type { Database } from '../../../kernel/database.ts';
import type { NotificationSettings } from './contract.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface SettingsRow {
  person_id: string;
  push: boolean | number | null;
  mail: boolean | number | null;
  lms: boolean | number | null;
  missed_call_mail: boolean | number | null;
  summary_mail: boolean | number | null;
}

/** What is to change; what is left out stays. */
export type SettingsChanges = { [K in keyof NotificationSettings]?: boolean | undefined };

/** What a person has chosen; null where nothing was chosen. */
export type Chosen = { [K in keyof NotificationSettings]: boolean | null };

const columns: Record<keyof NotificationSettings, Exclude<keyof SettingsRow, 'person_id'>> = {
  push: 'push',
  mail: 'mail',
  lms: 'lms',
  missedCallMail: 'missed_call_mail',
  summaryMail: 'summary_mail',
};
const flag = (value: boolean | number | null) => (value === null ? null : Boolean(value));

/** How people want to be told. */
export function createNotificationSettingsRepository(db: Database) {
  const table = (trx: Database = db) => trx<SettingsRow>('notice_settings');
  return {
    of: async (personIds: readonly string[], trx?: Database): Promise<Map<string, Chosen>> => {
      const rows = await inChunks(personIds, (chunk) => table(trx).whereIn('person_id', chunk));
      return new Map(rows.map((row) => [row.person_id, chosenIn(row)]));
    },
    change: async (personId: string, changes: SettingsChanges): Promise<void> => {
      await table().insert({ person_id: personId }).onConflict('person_id').ignore();
      const given = Object.entries(columns)
        .map(([name, column]) => [column, changes[name as keyof NotificationSettings]] as const)
        .filter(([, value]) => value !== undefined);
      if (given.length === 0) return;
      await table().where({ person_id: personId }).update(Object.fromEntries(given));
    },
  };
}

const chosenIn = (row: SettingsRow): Chosen => ({
  push: flag(row.push),
  mail: flag(row.mail),
  lms: flag(row.lms),
  missedCallMail: flag(row.missed_call_mail),
  summaryMail: flag(row.summary_mail),
});
