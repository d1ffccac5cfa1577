import type { Database } from '../../../../kernel/database.ts';
import type { TemplateSettings, TemplateVersionShown, TemplateWords } from './contract.ts';
import type { Language, TemplateName } from './template.ts';

interface VersionRow {
  seq: number;
  name: TemplateName;
  language: Language;
  number: number;
  change: TemplateVersionShown['change'];
  subject: string | null;
  body: string | null;
  shipped_subject: string;
  shipped_body: string;
  created_at: number;
  created_by: string | null;
}

/** Which template, in which language. */
export interface Which {
  name: TemplateName;
  language: Language;
}

/** One version of a message template's words. */
export interface Version extends Which {
  /** Counts from 1 for each message template and language. */
  number: number;
  change: TemplateVersionShown['change'];
  /** Null: the shipped words hold. */
  words: TemplateWords | null;
  /** The shipped words of that time. */
  shipped: TemplateWords;
  at: number;
  by: string | null;
}

const versions = (db: Database) => db<VersionRow>('letter_versions');

/** Changes whenever anything about message templates does; two small reads. */
export async function revision(db: Database): Promise<string> {
  const [row] = await versions(db).max({ last: 'seq' }).count({ all: '*' });
  const settings = await settingsTable(db).first('version');
  return `${row?.['last'] ?? 0}/${row?.['all'] ?? 0}/${settings?.version ?? 0}`;
}

/** What holds now, of every template that was ever changed. */
export async function currentVersions(db: Database): Promise<Version[]> {
  const latest = versions(db).max('seq').groupBy('name', 'language');
  const rows = await versions(db).whereIn('seq', latest);
  return rows.map(toVersion);
}

/** The versions of one message template, newest first. */
export async function versionsOf(db: Database, which: Which, limit: number): Promise<Version[]> {
  const { name, language } = which;
  const rows = await versions(db).where({ name, language }).orderBy('number', 'desc').limit(limit);
  return rows.map(toVersion);
}

/** By its number, which counts within one template and language; null where there is none. */
export async function findVersion(
  db: Database,
  { name, language }: Which,
  number: number,
): Promise<Version | null> {
  const row = await versions(db).where({ name, language, number }).first();
  return row ? toVersion(row) : null;
}

/** Adds a version. Of two at once the second fails on the key; tried again, it finds the first. */
export async function addVersion(trx: Database, version: Version): Promise<void> {
  await versions(trx).insert(toRow(version));
}

const toRow = ({ words, shipped, at, by, ...rest }: Version): Omit<VersionRow, 'seq'> => ({
  ...rest,
  subject: words?.subject ?? null,
  body: words?.body ?? null,
  shipped_subject: shipped.subject,
  shipped_body: shipped.body,
  created_at: at,
  created_by: by,
});

const toVersion = (row: VersionRow): Version => ({
  name: row.name,
  language: row.language,
  number: row.number,
  change: row.change,
  words: row.body === null ? null : { subject: row.subject ?? '', body: row.body },
  shipped: { subject: row.shipped_subject, body: row.shipped_body },
  at: row.created_at,
  by: row.created_by,
});

interface SettingsRow {
  id: number;
  version: number;
  settings: string;
  changed_at: number;
  changed_by: string | null;
}

const settingsTable = (db: Database) => db<SettingsRow>('letter_settings');

const noSettings: TemplateSettings = {
  product: { 'zh-CN': '', en: '' },
  footer: { 'zh-CN': '', en: '' },
};

/** What goes with all message templates, and how often it was changed. */
export async function readSettings(
  db: Database,
): Promise<{ settings: TemplateSettings; version: number }> {
  const row = await settingsTable(db).where({ id: 1 }).first();
  if (!row) return { settings: noSettings, version: 0 };
  return { settings: JSON.parse(row.settings) as TemplateSettings, version: row.version };
}

/** Keeps settings; false when they are not of the version that was seen any more. */
export async function saveSettings(
  trx: Database,
  settings: TemplateSettings,
  { seen, at, by }: { seen: number; at: number; by: string },
): Promise<boolean> {
  const none = { version: 0, settings: JSON.stringify(noSettings), changed_at: at, changed_by: by };
  await settingsTable(trx)
    .insert({ id: 1, ...none })
    .onConflict('id')
    .ignore();
  const changed = await settingsTable(trx)
    .where({ id: 1, version: seen })
    .update({ ...none, version: seen + 1, settings: JSON.stringify(settings) });
  return changed === 1;
}
