import type { PeopleDiff } from '../../directory/people/index.ts';
import type { PersonRow } from './row.ts';

/** Who speaks: a batch of a department, or a person who applied. */
export type ImportSource = 'sheet' | 'application';

/** People to be registered, and how far whoever registers them may go. */
export interface ImportRequest {
  source: ImportSource;
  rows: readonly PersonRow[];
  /** Whether this unit is in the scope of whoever registers. */
  isInScope: (departmentId: string) => boolean;
  /** True for a system admin: may register anybody. */
  isSystem: boolean;
}

/** What is asked of rows that are to be registered, and what people's sources say to them. */
export interface Asked {
  diff: PeopleDiff;
  importRequest: ImportRequest;
}
