import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { NotificationSettings } from './contract.ts';

interface ChoiceRow {
  person_id: string;
  setting: string;
  wanted: boolean | number;
}

/** What is to change; what is left out stays. */
export type SettingsChanges = { [K in keyof NotificationSettings]?: boolean | undefined };

/** What a person has chosen; what is missing was not chosen. */
export type Chosen = Partial<NotificationSettings>;

/** How people want to be told. */
export function createNotificationSettingsRepository(db: Database) {
  const table = (trx: Database = db) => trx<ChoiceRow>('notification_choices');
  return {
    of: async (personIds: readonly string[], trx?: Database): Promise<Map<string, Chosen>> => {
      const rows = await inChunks(personIds, (chunk) => table(trx).whereIn('person_id', chunk));
      const chosen = new Map<string, Chosen>();
      for (const { person_id: personId, setting, wanted } of rows) {
        chosen.set(personId, { ...chosen.get(personId), [setting]: Boolean(wanted) });
      }
      return chosen;
    },
    change: async (personId: string, changes: SettingsChanges): Promise<void> => {
      const rows = Object.entries(changes).flatMap(([setting, wanted]) =>
        wanted === undefined ? [] : [{ person_id: personId, setting, wanted }],
      );
      if (rows.length === 0) return;
      await table().insert(rows).onConflict(['person_id', 'setting']).merge(['wanted']);
    },
  };
}
