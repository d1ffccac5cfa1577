import type { FailureCode } from '../../kernel/codes.ts';
import type { SheetForm, SheetRow } from '../../features/registration/import/ports.ts';

/** What the reading thread tells, in pieces: none of them keeps the bridge from its other work for long. */
export type FromThread =
  /** The first rows of each visible sheet of a workbook: which one is wanted? Answered with its index. */
  | { tells: 'heads'; heads: SheetRow[][] }
  | { tells: 'form'; form: SheetForm }
  | { tells: 'rows'; rows: SheetRow[] }
  | { tells: 'end' }
  | { tells: 'failure'; code: FailureCode };

/** Rows told at once. */
export const rowsAtOnce = 500;
