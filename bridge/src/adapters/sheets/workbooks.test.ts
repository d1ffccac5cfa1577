import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import type { SheetRow } from '../../features/registration/import/ports.ts';
import { isFailure } from '../../kernel/failure.ts';
import { shownByFormat, isDateFormat } from './formats.ts';
import { sheetReader } from './index.ts';

interface Made {
  sheets: { name: string; xml: string; state?: string }[];
  formats?: string[];
  date1904?: boolean;
}

const xf = (_: string, at: number) => `<xf numFmtId="${164 + at}"/>`;

/** A workbook of these worksheets; style 1 is the first of the formats. */
function book({ sheets, formats = [], date1904 = false }: Made): Buffer {
  const list = sheets.map(
    ({ name, state }, at) =>
      `<x:sheet name="${name}" sheetId="${at + 1}" ${state ? `state="${state}" ` : ''}r:id="r${at}"/>`,
  );
  const relation = (at: number) =>
    `<Relationship Id="r${at}" Type="http://x/worksheet" Target="${at % 2 ? '/xl/' : ''}worksheets/sheet${at}.xml"/>`;
  const codes = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`);
  const parts = sheets.map(
    ({ xml }, at) => [`xl/worksheets/sheet${at}.xml`, strToU8(xml)] as const,
  );
  return Buffer.from(
    zipSync(
      {
        ...Object.fromEntries(parts),
        'xl/workbook.xml': strToU8(
          `<x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="${Number(date1904)}"/><x:sheets>${list.join('')}</x:sheets></x:workbook>`,
        ),
        'xl/_rels/workbook.xml.rels': strToU8(
          `<Relationships>${sheets.map((_, at) => relation(at)).join('')}</Relationships>`,
        ),
        'xl/styles.xml': strToU8(
          `<styleSheet><numFmts>${codes.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map(xf).join('')}</cellXfs></styleSheet>`,
        ),
      },
      { level: 1 },
    ),
  );
}

const sheet = (rows: string, more = '') =>
  `<worksheet>${more}<sheetData>${rows}</sheetData></worksheet>`;
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const cellsOf = async (xml: string, more: Partial<Made> = {}) =>
  (await sheetReader.read(book({ sheets: [{ name: 'a', xml }], ...more }))).rows.map(
    ({ cells }) => cells,
  );
const refused = (file: Buffer, code: string) =>
  assert.rejects(sheetReader.read(file), (error) => isFailure(error) && error.code === code);

describe('an Excel sheet is read as it shows', () => {
  it('without the places of cells and rows, with prefixes, errors, truths and escapes', async () => {
    const row = `<x:row><x:c t="str"><x:v>a_x0009_b</x:v></x:c><x:c/><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row>`;
    assert.deepEqual(await cellsOf(sheet(`<row>${text('h')}</row>${row}`)), [
      ['h'],
      ['a\tb', null, '#N/A', true],
    ]);
  });
  it('numbers with the zeros and signs of their format', () => {
    for (const [value, code, shown] of [
      [12_345, '0000000', '0012345'],
      [12_345, '000-0000', '001-2345'],
      [12_345, '"T"000000', 'T012345'],
      [12_345, '\\T000000;-0', 'T012345'],
      [12_345, '[$-804]0000000_ ', '0012345'],
      [5_551_234, '[&lt;=9999999]###-####;(###) ###-####'.replace('&lt;', '<'), '555-1234'],
      [2_025_551_234, '[<=9999999]###-####;(###) ###-####', '(202) 555-1234'],
      [123_456_789, '000-0000', '12345-6789'],
      [12_345, '#,##0', null],
      [12_345, '0.00', null],
      [12_345, '0.00E+00', null],
      [12_345, 'General', null],
      [12.5, '0000', null],
    ] as const) {
      assert.equal(shownByFormat(value, code), shown, code);
    }
  });
  it('dates by built-in and own formats, with a time, counted from 1900 or 1904', async () => {
    for (const code of ['yyyy-mm-dd', 'yyyy"年"m"月"d"日"', '[$-804]d mmmm yyyy h:mm', 'm/d/yy']) {
      assert.ok(isDateFormat(164, code), code);
    }
    for (const code of ['0000', '"day" 0', '[Red]0', 'General', '0.00E+00', '@']) {
      assert.ok(!isDateFormat(164, code), code);
    }
    assert.ok(
      isDateFormat(14, undefined) && isDateFormat(57, undefined) && !isDateFormat(1, undefined),
    );
    const cell = (value: string) => sheet(`<row><c s="1"><v>${value}</v></c></row>`);
    const formats = ['yyyy-mm-dd'];
    const [[at] = []] = await cellsOf(cell('46569.75'), { formats });
    assert.deepEqual(at, new Date('2027-07-01T18:00:00Z'));
    const [[mac] = []] = await cellsOf(cell('45107'), { formats, date1904: true });
    assert.deepEqual(mac, new Date('2027-07-01T00:00:00Z'));
  });
  it('a merged cell counts for all its rows, and makes none', async () => {
    const rows = [1, 2, 3, 5].map(
      (n) =>
        `<row r="${n}"><c r="A${n}"><v>${n}</v></c>${n === 1 ? '<c r="B1"><v>9</v></c>' : ''}</row>`,
    );
    const merges = '<mergeCells><mergeCell ref="B1:B4"/><mergeCell ref="C2:C9"/></mergeCells>';
    const xml = `<worksheet><sheetData>${rows.join('')}</sheetData>${merges}</worksheet>`;
    assert.deepEqual(await cellsOf(xml), [[1, 9], [2, 9], [3, 9], [5]]);
  });
  it('hidden rows and columns are not read, and told', async () => {
    const rows = `<row r="1"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row r="2" hidden="1"><c><v>4</v></c></row><row r="3" ht="0"><c><v>5</v></c></row>`;
    const columns =
      '<cols><col min="2" max="2" hidden="true"/><col min="3" max="3" width="0"/></cols>';
    const file = book({ sheets: [{ name: 'a', xml: sheet(rows, columns) }] });
    const { rows: read, form } = await sheetReader.read(file);
    assert.deepEqual(
      read.map(({ cells }) => cells),
      [[1]],
    );
    assert.ok(form.kind === 'xlsx');
    assert.deepEqual(form.hiddenColumns, [
      { column: 1, text: '2' },
      { column: 2, text: '3' },
    ]);
    assert.deepEqual([form.hiddenRows, form.firstHiddenRows], [2, [2, 3]]);
  });
  it('of several sheets the visible one that ranks first, the others are told', async () => {
    const named = (name: string, state?: string) => ({
      name,
      xml: sheet(`<row>${text(name)}</row>`),
      ...(state ? { state } : {}),
    });
    const sheets = [
      named('secret', 'veryHidden'),
      named('how to'),
      named('people'),
      named('old', 'hidden'),
    ];
    const rank = ([head]: SheetRow[]) => Number(head?.cells[0] === 'people');
    const { rows, form } = await sheetReader.read(book({ sheets }), rank);
    assert.deepEqual(rows[0]?.cells, ['people']);
    assert.ok(form.kind === 'xlsx');
    assert.deepEqual(
      [form.sheet, form.otherSheets, form.hiddenSheets],
      ['people', ['how to'], ['secret', 'old']],
    );
    const { form: first } = await sheetReader.read(book({ sheets }));
    assert.equal('sheet' in first && first.sheet, 'how to');
  });
});

describe('an Excel sheet that is made to hurt', () => {
  it('is refused for a column or row that Excel does not have, and takes no room', async () => {
    const before = process.memoryUsage.rss();
    const at = (place: string) =>
      book({
        sheets: [{ name: 'a', xml: sheet(`<row r="2"><c r="${place}"><v>1</v></c></row>`) }],
      });
    await refused(at('ZZZZZZ2'), 'sheet/too-many-columns');
    await refused(at('XFE2'), 'sheet/too-many-columns');
    await refused(at('XFD2'), 'sheet/too-many-columns');
    await refused(at('2'), 'sheet/broken');
    const row = '<row r="1048577"><c><v>1</v></c></row>';
    await refused(book({ sheets: [{ name: 'a', xml: sheet(row) }] }), 'sheet/too-many-rows');
    assert.ok(process.memoryUsage.rss() - before < 200_000_000);
  });
  it('may hold empty cells wherever it likes', async () => {
    const rows =
      '<row r="1"><c><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576"/></row>';
    assert.deepEqual(await cellsOf(sheet(rows)), [[1]]);
  });
  it('is refused when more comes out than it says', async () => {
    const file = book({
      sheets: [{ name: 'a', xml: sheet(`<!--${' '.repeat(320 * 1024 * 1024)}-->`) }],
    });
    // The sizes that its table of contents and its headers tell: one kilobyte.
    for (let at = 0; at < file.length - 30; at += 1) {
      if (file.readUInt32LE(at) === 0x02014b50) file.writeUInt32LE(1024, at + 24);
    }
    await refused(file, 'sheet/too-large');
  });
  it('is refused when its rows are out of order or twice there', async () => {
    const rows = '<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>';
    await refused(book({ sheets: [{ name: 'a', xml: sheet(rows) }] }), 'sheet/broken');
  });
});
