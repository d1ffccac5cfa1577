import type { FieldChange } from '../../directory/people/index.ts';
import type { CellIssue } from './cells.ts';
import type { FieldName } from './fields.ts';
import type { ColumnMap } from './header.ts';
import type { Cell, SheetForm } from './ports.ts';
import type { RowConflict, Move } from './import-rows.ts';
import type { Imported } from './imported-repository.ts';
import type { PersonRow } from './row.ts';

/**
 * judging → preview → (waiting → returned | ) applying → applied → undone. `discarded`: thrown away before it
 * was applied.
 */
export type BatchState =
  'judging' | 'preview' | 'waiting' | 'returned' | 'applying' | 'applied' | 'undone' | 'discarded';

/** A sheet that somebody submitted. */
export interface Batch {
  id: string;
  /** Of the file. */
  name: string;
  submitterId: string;
  /** In what language the submitter reads; null: unknown. */
  locale: string | null;
  state: BatchState;
  form: SheetForm;
  /** The last row of the head. */
  headRow: number;
  headings: string[];
  columns: ColumnMap;
  /** Rows, and how many of them the present work has done. */
  total: number;
  done: number;
  /** Why the last work on it failed: a failure's code. */
  failure: string | null;
  reviewerId: string | null;
  /** Why it was returned. */
  reason: string | null;
  createdAt: number;
  changedAt: number;
  appliedAt: number | null;
  /** The row up to which mails were written; null: none is left to be. */
  lettersAfter: number | null;
}

export type RowStatus = 'new' | 'update' | 'unchanged' | 'conflict' | 'error';

/** Something wrong in a cell; `twice-in-sheet` names the other row. */
export interface RowIssue {
  field: FieldName;
  value: string;
  flaw: CellIssue | 'in-the-past' | 'twice-in-sheet';
  otherRow?: number;
}

/** Why a row has its status. */
export interface RowDetail {
  changes: FieldChange[];
  move: Move | null;
  conflict: { reason: RowConflict; candidates: string[] } | null;
  /** Why it was not taken back when the sheet was undone. */
  kept?: Kept;
}

/** Why a row cannot be taken back. */
export type Kept =
  /** Whom it made known has logged in since: they are not shut out of what they have begun. */
  | 'logged-in'
  /** A sheet that was applied later speaks of the same person: that one is undone first. */
  | 'newer-sheet'
  /** What there was before is not kept any more. */
  | 'forgotten';

/** What there was of a person before a batch was applied, for undoing. */
export interface Before {
  /** What the sheets said before; null: nothing. */
  facts: { name: string; email: string | null; phone: string | null } | null;
  move: Move | null;
  isNew: boolean;
  /** As what and until when they were registered; left out of sheets that were applied before this was kept. */
  registered?: Imported | null;
}

/** A row of a batch. */
export interface BatchRow {
  batchId: string;
  /** As the sheet numbers it, from 1. */
  number: number;
  hidden: boolean;
  cells: Cell[];
  /** What somebody typed over cells in the preview, by field. */
  edits: Partial<Record<FieldName, string>>;
  person: PersonRow | null;
  flaws: RowIssue[];
  verdict: RowStatus | null;
  detail: RowDetail;
  personId: string | null;
  before: Before | null;
}

export const noDetail: RowDetail = { changes: [], move: null, conflict: null };
