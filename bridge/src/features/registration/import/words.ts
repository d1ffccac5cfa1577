import { sheetResults as en } from '../../../../../words/en/sheet-results.ts';
import { sheetResults as zh } from '../../../../../words/zh-CN/sheet-results.ts';
import type { RowIssue, RowStatus } from './batch.ts';
import type { FieldName } from './fields.ts';
import type { RowConflict } from './import-rows.ts';

/** The words of downloaded sheets; the panel has its own. */
export interface SheetWords {
  statusHeader: string;
  reasonHeader: string;
  verdicts: Record<RowStatus, string>;
  flaws: Record<RowIssue['flaw'], string>;
  conflicts: Record<RowConflict, string>;
  explanations: string;
  /** What each column is for. */
  explained: Record<FieldName, string>;
  people: string;
  hidden: string;
}

export const sheetWords: Record<'zh-CN' | 'en', SheetWords> = { 'zh-CN': zh, en };
