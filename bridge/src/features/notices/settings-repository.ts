import type { Database } from '../../kernel/database.ts';
import { inChunks } from '../people/index.ts';
import type { NoticeSettings } from './contract.ts';

interface SettingsRow {
  person_id: string;
  push: boolean | number | null;
  mail: boolean | number | null;
  lms: boolean | number | null;
}

/** What is to change; what is left out stays. */
export type SettingsChanges = { [K in keyof NoticeSettings]?: boolean | undefined };

/** What a person has chosen; null where nothing was chosen. */
export type Chosen = { [K in keyof NoticeSettings]: boolean | null };

const nothing: Chosen = { push: null, mail: null, lms: null };
const flag = (value: boolean | number | null) => (value === null ? null : Boolean(value));

/** How people want to be told. */
export function createNoticeSettingsRepository(db: Database) {
  const table = () => db<SettingsRow>('notice_settings');
  return {
    of: async (personIds: readonly string[]): Promise<Map<string, Chosen>> => {
      const rows = await inChunks(personIds, (chunk) => table().whereIn('person_id', chunk));
      return new Map(
        rows.map((row) => [
          row.person_id,
          { push: flag(row.push), mail: flag(row.mail), lms: flag(row.lms) },
        ]),
      );
    },
    change: async (personId: string, changes: SettingsChanges): Promise<void> => {
      const row = { person_id: personId, ...nothing };
      await table().insert(row).onConflict('person_id').ignore();
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      if (given.length === 0) return;
      await table().where({ person_id: personId }).update(Object.fromEntries(given));
    },
  };
}
