import type { CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { fieldLengths } from './contract.ts';
import { readPhone } from '../../../kernel/phones.ts';
import { readName } from '../../../kernel/names.ts';
import { foldCampusNumber, readValue } from '../../../kernel/values.ts';
import {
  beyondPrecision,
  isoDate,
  lostDigits,
  textOf,
  withoutTail,
  type CellIssue,
} from './cells.ts';
import { kinds, fields, type FieldName, type PersonKind } from './fields.ts';
import type { ColumnMap } from './header.ts';
import type { Cell, SheetRow } from './ports.ts';

/** What one row says, read and checked. */
export interface PersonRow {
  name: string;
  kind: PersonKind;
  campusNumber: string;
  departmentId: string;
  email: string | null;
  /** E.164. */
  phone: string | null;
  /** ISO date; the last day. */
  expiresOn: string | null;
}

/** Something wrong in one cell. `column` is its position from 0; null where the sheet has no such column. */
export interface Issue {
  field: FieldName;
  column: number | null;
  /** As it stands in the sheet, cut to 100 characters. */
  value: string;
  flaw: CellIssue;
}

export type ParsedRow = { number: number; hidden: boolean } & (
  { person: PersonRow; flaws: [] } | { person: null; flaws: Issue[] }
);

/** How rows are read: the columns, the units of the submitter's scope by folded name, the campus's country. */
export interface RowRules {
  columns: ColumnMap;
  /** Finds a unit by what the sheet calls it. */
  department: (name: string) => { id: string; inScope: boolean } | null;
  country: CountryCode;
}

type Read = { value: string | null } | { flaw: CellIssue };

/** Reads one row; every cell that is wrong is named, not only the first. Pure. */
export function parseRow(row: SheetRow, rules: RowRules): ParsedRow {
  const read = Object.fromEntries(
    fields.map(({ name }) => [name, readField(name, row, rules)]),
  ) as Record<FieldName, Read>;
  const flaws = fields.flatMap(({ name }): Issue[] => {
    const result = read[name];
    if (!('flaw' in result)) return [];
    const column = rules.columns[name];
    const value = textOf(cellAt(row, column)).slice(0, 100);
    return [{ field: name, column, value, flaw: result.flaw }];
  });
  const place = { number: row.number, hidden: row.hidden };
  if (flaws.length > 0) return { ...place, person: null, flaws };
  const value = (name: FieldName): string | null => {
    const result = read[name];
    return 'value' in result ? result.value : null;
  };
  const person: PersonRow = {
    name: value('name') ?? '',
    kind: (value('kind') ?? 'student') as PersonKind,
    campusNumber: value('campusNumber') ?? '',
    departmentId: value('department') ?? '',
    email: value('email'),
    phone: value('phone'),
    expiresOn: value('expiresOn'),
  };
  return { ...place, person, flaws: [] };
}

const cellAt = (row: SheetRow, column: number | null): Cell =>
  column === null ? null : (row.cells[column] ?? null);

function readField(name: FieldName, row: SheetRow, rules: RowRules): Read {
  const cell = cellAt(row, rules.columns[name]);
  const text = name === 'name' ? readName(textOf(cell)) : (readValue(textOf(cell), 'key') ?? '');
  const required = fields.find((field) => field.name === name)?.required ?? false;
  if (text === '') return required ? { flaw: 'missing' } : { value: null };
  if (text.length > fieldLengths[name]) return { flaw: 'too-long' };
  if (/\p{Cc}/u.test(text)) return { flaw: 'control-characters' };
  return readers[name](text, cell, rules);
}

const readers: Record<FieldName, (text: string, cell: Cell, rules: RowRules) => Read> = {
  // A name is text wherever it is shown; but nobody is called =HYPERLINK(…), somebody is trying something.
  name: (text) =>
    /^[=+@]|^-\w*\(/u.test(text) ? { flaw: 'looks-like-a-formula' } : { value: text },
  kind: (text) => {
    const word = text.toLowerCase();
    const kind = (Object.keys(kinds) as PersonKind[]).find((one) =>
      (kinds[one] as readonly string[]).includes(word),
    );
    return kind ? { value: kind } : { flaw: 'not-a-kind' };
  },
  campusNumber: (text, cell) => {
    if (lostDigits(text) || beyondPrecision(cell)) return { flaw: 'digits-lost' };
    const number = foldCampusNumber(withoutTail(text));
    return /^[\p{L}\p{N}][\p{L}\p{N}\-_.]*$/u.test(number)
      ? { value: number }
      : { flaw: 'not-a-number' };
  },
  department: (text, _cell, { department }) => {
    const unit = department(text);
    if (!unit) return { flaw: 'unknown-department' };
    return unit.inScope ? { value: unit.id } : { flaw: 'foreign-department' };
  },
  email: (text) => {
    const email = z.email().safeParse(text.replace(/^mailto:/iu, ''));
    return email.success ? { value: email.data.toLowerCase() } : { flaw: 'not-an-email' };
  },
  phone: (text, _cell, { country }) => {
    if (lostDigits(text)) return { flaw: 'digits-lost' };
    const phone = readPhone(withoutTail(text), country);
    return phone === null ? { flaw: 'not-a-phone' } : { value: phone };
  },
  expiresOn: (_text, cell) => {
    const date = isoDate(cell);
    return date === null ? { flaw: 'not-a-date' } : { value: date };
  },
};
