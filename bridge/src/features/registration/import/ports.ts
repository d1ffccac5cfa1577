import type { Database } from '../../../kernel/database.ts';
import type { Sessions } from '../../access/sessions/index.ts';
import type { Audit } from '../../audit/index.ts';
import type { Departments } from '../../directory/departments/index.ts';
import type { Outbox } from '../../notifications/outbox/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Roles } from '../../directory/roles/index.ts';

/** A cell as the sheet holds it; a date cell is a Date at midnight UTC, an empty one null. */
export type Cell = string | number | boolean | Date | null;

/**
 * The number by which a spreadsheet keeps the first day of 1970: it counts days from 1899-12-30, as if 1900 had had a
 * leap day.
 */
export const serialOfEpoch = 25_569;

/** A row that holds something. */
export interface SheetRow {
  /** As the sheet itself numbers it, from 1. */
  number: number;
  cells: Cell[];
  /** The sheet hides this row: whoever submits it may not know that it is there. */
  hidden: boolean;
}

export interface Sheet {
  /** How it was read, for the person who submits it: `xlsx`, or the encoding and delimiter of a CSV file. */
  form: SheetForm;
  rows: SheetRow[];
}

export type SheetForm =
  | ({ kind: 'xlsx' } & Partial<Hidden>)
  | {
      kind: 'csv';
      encoding: 'utf-8' | 'utf-16' | 'gb18030' | 'big5' | 'windows-1252';
      delimiter: ',' | ';' | '\t' | '|';
    };

/** What a workbook holds besides the rows that are read; absent in sheets of before this was told. */
interface Hidden {
  /** Name of the sheet that was read. */
  sheet: string;
  /** Names of other sheets, visible and hidden ones. */
  otherSheets: string[];
  hiddenSheets: string[];
  /** Columns that are hidden and hold something, by position from 0, with the first text in each: not read. */
  hiddenColumns: { column: number; text: string }[];
  /** How many rows are hidden and hold something, and the first of them: not read. */
  hiddenRows: number;
  firstHiddenRows: number[];
}

/** Reads what was uploaded. */
export interface SheetReader {
  /**
   * Reads the visible sheet whose first rows rank highest; the first one of those that rank alike.
   * @throws Failure sheet/… when it is no sheet that can be read safely
   */
  read: (file: Buffer, rank?: (head: SheetRow[]) => number) => Promise<Sheet>;
}

/** One table to write: text cells are written as text, whatever they begin with. */
export interface Table {
  name: string;
  /** Widths in characters. */
  columns: { header: string; width: number; choices?: readonly string[] }[];
  rows: (string | null)[][];
}

/** Writes sheets to be downloaded. */
export interface SheetWriter {
  xlsx: (tables: Table[]) => Promise<Buffer>;
  csv: (table: Table) => Buffer;
}

/** People, as registering needs them. */
export type ImportPeople = Pick<
  People,
  | 'addressees'
  | 'diff'
  | 'foresee'
  | 'apply'
  | 'records'
  | 'findMany'
  | 'recordsOfMany'
  | 'withPhones'
>;

/** What registering people goes through; all of it in the caller's transaction. */
export interface RowImportDeps {
  people: ImportPeople;
  departments: Pick<Departments, 'unitsOf' | 'claimsOf' | 'claimsAboutMany' | 'claim' | 'tree'>;
  /** Ids of all administrators: a department admin does not change their data. */
  administrators: (trx: Database) => Promise<ReadonlySet<string>>;
}

/** Keeps what was done, in the caller's transaction. */
export type RegistrationAudit = Pick<Audit, 'recordAll'>;

/** Where mails go out, in the caller's transaction. */
export type RegistrationOutbox = Pick<Outbox, 'add' | 'addAll' | 'carries'>;

/** Who has logged in. */
export type SignedIn = Pick<Sessions, 'openedSince'>;

/** How far admins reach. */
export type RegistrationScopes = Pick<Roles, 'require' | 'requireSystem' | 'scopeOf'>;
