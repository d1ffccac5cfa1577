import type { Blob } from 'node:buffer';
import type { Stream } from 'node:stream';
import writeExcelFile, { type Feature, type SheetData } from 'write-excel-file/node';
import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
} from 'write-excel-file/utility';
import { stringify } from 'csv-stringify/sync';
import type { Table } from '../../features/registration/import/ports.ts';

const choicesSheet = '选项 Choices';
/** So far down a template's drop-downs reach. */
const lastRow = 20_001;

/** Writes an xlsx with one sheet per table; columns with choices get a drop-down that reads from a last sheet. */
export async function writeXlsx(tables: Table[]): Promise<Buffer> {
  const lists = tables.flatMap((table, sheet) =>
    table.columns.flatMap(({ header, choices }, column) =>
      choices && choices.length > 0 ? [{ sheet, column, header, choices }] : [],
    ),
  );
  const all = lists.length > 0 ? [...tables, choicesTable(lists)] : tables;
  const sheets = all.map((table) => ({
    data: dataOf(table),
    sheet: table.name,
    columns: table.columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }));
  return writeExcelFile(sheets, { features: [dropDowns(lists)] }).toBuffer();
}

interface ChoiceList {
  sheet: number;
  column: number;
  header: string;
  choices: readonly string[];
}

function choicesTable(lists: ChoiceList[]): Table {
  const longest = Math.max(...lists.map(({ choices }) => choices.length));
  return {
    name: choicesSheet,
    columns: lists.map(({ header }) => ({ header, width: 30 })),
    rows: Array.from({ length: longest }, (_, row) =>
      lists.map(({ choices }) => choices[row] ?? null),
    ),
  };
}

// Every cell is of type text ("@"), so that no program takes a number, date or formula out of it.
const dataOf = ({ columns, rows }: Table): SheetData => [
  columns.map(({ header }) => ({
    value: header,
    type: String,
    fontWeight: 'bold' as const,
    backgroundColor: '#dfeeee',
  })),
  ...rows.map((row) =>
    row.map((value) => (value === null ? null : { value, type: String, format: '@' })),
  ),
];

/** Data validation of kind "list" (ECMA-376 part 1, §18.3.1.32), which the library does not write itself. */
function dropDowns(lists: ChoiceList[]): Feature<Stream | Buffer | Blob> {
  const path = 'xl/worksheets/sheet{id}.xml';
  return {
    files: {
      transform: {
        [path]: {
          transform: (xml: string, _options: unknown, { sheetIndex }: { sheetIndex: number }) => {
            const mine = lists
              .map((list, index) => ({ ...list, index }))
              .filter(({ sheet }) => sheet === sheetIndex);
            if (mine.length === 0) return xml;
            const order = getOrderOfSiblings(path, 'worksheet') ?? [];
            return insertElementMarkupAccordingToOrderOfSiblings(
              xml,
              `<dataValidations count="${mine.length}">${mine.map(validation).join('')}</dataValidations>`,
              order,
              'worksheet',
            );
          },
        },
      },
    },
  };
}

function validation({ column, index, choices }: ChoiceList & { index: number }): string {
  const range = `${getCellAddress(1, column)}:${getCellAddress(lastRow - 1, column)}`;
  const letter = getCellAddress(0, index).slice(0, -1);
  const from = `'${choicesSheet}'!$${letter}$2:$${letter}$${choices.length + 1}`;
  return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${range}"><formula1>${sanitizeAttributeValue(from)}</formula1></dataValidation>`;
}

/**
 * CSV as Excel opens it by a double click: UTF-8 with its mark. What would be taken for a formula is
 * kept from it by an apostrophe (OWASP, CSV injection).
 */
export function writeCsv({ columns, rows }: Table): Buffer {
  const lines = [columns.map(({ header }) => header), ...rows];
  const text = stringify(
    lines.map((line) => line.map((cell) => cell && harmless(cell))),
    // A reader may take any line end for the end of a row.
    { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n;|\t]/u },
  );
  return Buffer.from(text, 'utf8');
}

/**
 * A text that no spreadsheet program takes for a formula, at its beginning or behind what divides cells: where the
 * system divides by semicolons, Excel does so in this file as well, within quotation marks too. A reader takes the
 * apostrophes away again (`textOf`).
 */
const harmless = (text: string): string =>
  text
    .replace(/(^|[;|,\t\r\n])(["\p{Zs}]*)(?=[=+\-@＝＋－＠])/gu, "$1$2'")
    .replace(/^(?=[\t\r])/u, "'");
