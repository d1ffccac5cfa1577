import { directoryChanges as en } from '../../../../../../words/en/directory-changes.ts';
import { directoryChanges as zh } from '../../../../../../words/zh-CN/directory-changes.ts';
import type { ChangeKind, UnitChange } from './change.ts';

/** The words of downloaded lists of changes; the panel has its own. */
export interface ChangeWords {
  title: string;
  headers: readonly string[];
  kinds: Record<ChangeKind, string>;
  units: Record<UnitChange['what'], string>;
  fields: Record<string, string>;
  /** `{count}`: how many. */
  others: string;
  gone: string;
  unseen: string;
  name: string;
  parent: string;
  conflict: string;
}

export const changeWords: Record<'zh-CN' | 'en', ChangeWords> = { 'zh-CN': zh, en };
