import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { sheetReader } from '../../../adapters/sheets/index.ts';
import { textOf } from './cells.ts';
import { findHeader, rankOfHead } from './header.ts';
import { parseRow } from './row.ts';

const unit = '软件工程系 Software Engineering';

/** A recorded sheet, read as an upload is: its form, and each row as a line of what it says or what is wrong. */
async function read(file: string) {
  const path = new URL(`../../../../test/recorded/sheets/${file}`, import.meta.url);
  const sheet = await sheetReader.read(await readFile(path), rankOfHead);
  const { row: head, columns, missing } = findHeader(sheet.rows);
  const rules = {
    columns,
    department: (name: string) =>
      name === unit || name === 'Physics' ? { id: 'u', inScope: true } : null,
    country: 'CN' as const,
  };
  const lines = sheet.rows
    .filter(({ number }) => number > head)
    .map((row) => {
      const { person, flaws } = parseRow(row, rules);
      if (!person) return flaws.map(({ field, flaw }) => `${field}:${flaw}`).join(' ');
      const { name, campusNumber, phone, email, expiresOn } = person;
      return [name, campusNumber, phone, email, expiresOn].filter((one) => one !== null).join(' ');
    });
  return { form: sheet.form, lines, missing };
}

const right: Record<string, string[]> = {
  'mixed-line-ends.csv': [1, 2, 3, 4, 5].map((n) => `测${n} 310100100${n}`),
  'mixed-line-ends-quoted.csv': ['测一 3101001201', '测二 3101001202'],
  'zeros-by-number-format.xlsx': ['测一 0012345 +8613800011301', '测二 9900012'],
  'sixteen-digits.xlsx': ['campusNumber:digits-lost', '测二 310100140123456'],
  'float-tail.csv': ['测一 31010015 +8613800011501', '测二 31010016 +8613800011502'],
  'hidden-column.xlsx': ['测一 3101001701', '测二 3101001702'],
  'hidden-first-sheet.xlsx': ['测一 3101001801', '测二 3101001802'],
  'error-words.csv': [...Array.from({ length: 4 }, () => 'name:missing'), 'campusNumber:missing'],
  'invisible-marks.csv': ['测一 3101002101', '测二 3101002102', '测三 3101002103 c3@uni.test'],
  'trailing-commas.csv': ['测一 3101002301'],
  'text-tricks.csv': [
    '测一 0031012401 +8613800012401',
    '测二 0031012402 +8613800012402',
    '测三 0031012403 +8613800012403',
  ],
  'headings.csv': ['测一 3101002501 +8613800012501 c1@uni.test'],
  'padded-names.csv': ['王芳 3101002701', '李强 3101002702', 'Anna Maria 3101002703'],
  'big5.csv': ['陳雅婷 3101002901', '林志明 3101002902'],
  'merged-department.xlsx': ['测一 3101003001', '测二 3101003002', '测三 3101003003'],
  'date-with-time.csv': ['测一 3101003201 2031-07-01', '测二 3101003202 2031-07-01'],
  'lower-case-number.csv': ['Case Lower LC31010033X'],
  'cr-only.csv': ['测1 3102000301', '测2 3102000302', '测3 3102000303'],
  'furigana.xlsx': ['山田太郎 3102000601', '王小明 3102000602'],
  'stray-last-row.xlsx': ['测一 3102000701'],
  'two-row-head.xlsx': ['测一 3102000901 +8613800020901 c1@uni.test'],
};

describe('sheets as they really come', () => {
  for (const [file, lines] of Object.entries(right)) {
    it(`${file} is read right`, async () => {
      const found = await read(file);
      assert.deepEqual(found.missing, []);
      assert.deepEqual(found.lines, lines);
    });
  }
  it('gb18030.csv is read right', async () => {
    const { form, lines } = await read('gb18030.csv');
    assert.deepEqual(form, { kind: 'csv', encoding: 'gb18030', delimiter: ',' });
    assert.deepEqual(
      lines.map((line) => line.split(' ').at(-1)),
      ['3102000101', '3102000102', '310200010X'],
    );
  });
  it('what a workbook hides is not read, and said', async () => {
    const column = (await read('hidden-column.xlsx')).form;
    assert.deepEqual('hiddenColumns' in column && column.hiddenColumns, [
      { column: 1, text: '学号' },
    ]);
    const sheet = (await read('hidden-first-sheet.xlsx')).form;
    assert.deepEqual('sheet' in sheet && [sheet.sheet, sheet.hiddenSheets], ['人员', ['字典']]);
  });
  it('comes back as it was from a CSV that was made safe', () => {
    for (const cell of ["'=1+1", "a;'=1", "a|'@x", "a; '+1"]) {
      assert.equal(textOf(cell), cell.replace("'", ''));
    }
    for (const cell of ["O'Brien", "'Abd al-Malik", "a;'b"]) assert.equal(textOf(cell), cell);
  });
  it('has headings of many kinds', () => {
    const heads: Record<string, string[]> = {
      name: ['姓名*', '＊姓名', '姓名 (required)', '学生姓名', '1. 姓名', 'Full name', 'Name/姓名'],
      campusNumber: [
        '工号/学号',
        '学号（必填）',
        '学号或工号',
        '学号、工号',
        'Student number / ID',
        '教职工号',
        '学号 ID',
      ],
      department: ['所属院系', '所属部门*', '所在学院', 'School', '院系（请选择）', '部门/院系'],
      phone: ['手机号码（11位）', '联系电话[选填]', 'Mobile / Phone', '您的手机号'],
      email: ['电子邮箱', 'E-Mail Address', '邮箱/E-mail'],
      expiresOn: ['有效期至（选填）', '到期时间'],
    };
    for (const [field, texts] of Object.entries(heads)) {
      for (const text of texts) {
        const other = field === 'kind' ? '姓名' : '身份';
        const { columns } = findHeader([{ number: 1, cells: [other, text], hidden: false }]);
        assert.equal(columns[field as keyof typeof columns], 1, text);
      }
    }
    for (const text of ['姓名/学号', '备注', '', '（必填）', '/', '序号']) {
      const { columns } = findHeader([{ number: 1, cells: ['身份', '院系', text], hidden: false }]);
      assert.ok(!Object.values(columns).includes(2), text);
    }
  });
});
