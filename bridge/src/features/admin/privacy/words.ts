import type { DataKind } from '../../../kernel/personal-data.ts';
import { dataExport as en } from '../../../../../words/en/data-export.ts';
import { dataExport as zh } from '../../../../../words/zh-CN/data-export.ts';

export type ExportLanguage = 'zh-CN' | 'en';

const catalogue = { en, 'zh-CN': zh };

/** The words of the page that is in the file. */
export const pageWords = (locale: ExportLanguage) => catalogue[locale].page;

/** What a sort of data is called. */
export function kindWord(kind: DataKind, locale: ExportLanguage): string {
  const words: Record<DataKind, string> = catalogue[locale].kinds;
  return words[kind];
}

/** What a column is called; its own name where nobody gave it another. */
export function columnWord(column: string, locale: ExportLanguage): string {
  const words: Partial<Record<string, string>> = catalogue[locale].columns;
  return words[column] ?? column;
}
