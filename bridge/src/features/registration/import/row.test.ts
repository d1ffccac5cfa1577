import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isoDate, textOf } from './cells.ts';
import { fields } from './fields.ts';
import { findHeader } from './header.ts';
import type { Cell, SheetRow } from './ports.ts';
import { parseRow, type RowRules } from './row.ts';

const rows = (...cells: Cell[][]): SheetRow[] =>
  cells.map((row, index) => ({ number: index + 1, cells: row, hidden: false }));

const units: Record<string, { id: string; inScope: boolean }> = {
  计算机学院: { id: 'u1', inScope: true },
  外国语学院: { id: 'u2', inScope: false },
};
const rules: RowRules = {
  columns: { name: 0, kind: 1, campusNumber: 2, department: 3, email: 4, phone: 5, expiresOn: 6 },
  department: (name) => units[name] ?? null,
  country: 'CN',
};
const parse = (...cells: Cell[]) => parseRow({ number: 7, cells, hidden: false }, rules);
const issuesOf = (...cells: Cell[]) =>
  parse(...cells).flaws.map(({ field, flaw }) => [field, flaw]);

describe('the head of a sheet', () => {
  it('is recognised in either language, and in both at once', () => {
    for (const heads of [
      fields.map(({ zh }) => zh),
      fields.map(({ en }) => en.toUpperCase()),
      fields.map(({ zh, en }) => `${zh} ${en} *`),
    ]) {
      const { row, columns, missing } = findHeader(rows(heads));
      assert.deepEqual([row, Object.values(columns), missing], [1, [0, 1, 2, 3, 4, 5, 6], []]);
    }
  });
  it('is found below a title, and in a row whose cells were merged with the next', () => {
    const header = findHeader(
      rows(
        ['湖滨大学 2026 年新教师登记表'],
        ['姓名', '身份', '工号', '所在单位', '联系方式', null],
        [null, null, null, null, '手机', '邮箱'],
        ['王芳', '教师', '1', '计算机学院', '13800007919', 'w@uni.test'],
      ),
    );
    assert.equal(header.row, 3);
    assert.deepEqual([header.columns.phone, header.columns.email], [4, 5]);
  });
  it('says which columns are missing, and takes corrections by hand', () => {
    const sheet = rows(['姓名', '身份', '编码'], ['王芳', '教师', '1']);
    assert.deepEqual(findHeader(sheet).missing, ['campusNumber', 'department']);
    const corrected = findHeader(sheet, { campusNumber: 2, department: 1 });
    assert.deepEqual([corrected.columns.campusNumber, corrected.missing], [2, []]);
  });
  it('is not seen in a row of data', () => {
    assert.equal(findHeader(rows(['王芳', '教师', '1'])).row, 0);
  });
});

describe('a row', () => {
  it('is read as people write it: full-width digits, odd spaces, numbers for text', () => {
    const { person } = parse(
      '　王　芳\u200b ',
      'Teacher',
      12345,
      '计算机学院',
      'WangF@Uni.Test',
      '１３８ 0000 7919',
      '2027年7月1日',
    );
    assert.deepEqual(person, {
      name: '王芳',
      kind: 'teacher',
      campusNumber: '12345',
      departmentId: 'u1',
      email: 'wangf@uni.test',
      phone: '+8613800007919',
      expiresOn: '2027-07-01',
    });
  });
  it('keeps rare Han and names written from right to left as they are', () => {
    for (const name of ['𠮷野𡈽', 'محمد علي', 'Müller-Lüdenscheidt']) {
      assert.equal(parse(name, '学生', 'S1', '计算机学院').person?.name, name);
    }
  });
  it('takes back a phone that a spreadsheet made a number, and not one whose digits it dropped', () => {
    assert.equal(
      parse('a', '学生', '1', '计算机学院', null, 13_800_007_919).person?.phone,
      '+8613800007919',
    );
    assert.deepEqual(issuesOf('a', '学生', '1.38E+10', '计算机学院', null, '1.38E+10'), [
      ['campusNumber', 'digits-lost'],
      ['phone', 'digits-lost'],
    ]);
    assert.deepEqual(issuesOf('a', '学生', 350_102_199_001_011_300_000, '计算机学院'), [
      ['campusNumber', 'digits-lost'],
    ]);
  });
  it('names every cell that is wrong, not only the first', () => {
    assert.deepEqual(issuesOf('', 'dragon', 'a/b', '魔法学院', 'not@', '12', '2027-02-30'), [
      ['name', 'missing'],
      ['kind', 'not-a-kind'],
      ['campusNumber', 'not-a-number'],
      ['department', 'unknown-department'],
      ['email', 'not-an-email'],
      ['phone', 'not-a-phone'],
      ['expiresOn', 'not-a-date'],
    ]);
  });
  it('is refused for a unit outside of the scope of whoever submits it', () => {
    assert.deepEqual(issuesOf('a', '学生', '1', '外国语学院'), [
      ['department', 'foreign-department'],
    ]);
  });
  it('does not take a formula for a name', () => {
    for (const name of ['=HYPERLINK("x")', '@SUM(A1)', '+cmd|calc', '＝1+1']) {
      assert.deepEqual(issuesOf(name, '学生', '1', '计算机学院'), [
        ['name', 'looks-like-a-formula'],
      ]);
    }
  });
  it('never throws, whatever the cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(fc.property(fc.array(cell, { maxLength: 9 }), (cells) => void parse(...cells)));
  });
});

describe('a date', () => {
  it('is read from a date cell, a serial, and the ways it is written', () => {
    for (const cell of [
      new Date('2027-07-01T00:00:00Z'),
      46_569,
      '46569',
      '2027-7-1',
      '2027/07/01',
      '2027.7.1',
      '20270701',
      '２０２７年７月１日',
      '2027-07-01 00:00:00',
      '2027/7/1 0:00',
      '2027-07-01T08:30:00.000Z',
      '2027/7/1 下午 3:15:00',
      '2027年7月1日 0时0分',
      '1 July 2027',
      'Jul 1, 2027',
      46_569.75,
    ]) {
      assert.equal(isoDate(cell), '2027-07-01', String(cell));
    }
  });
  it('is not made up where there is none', () => {
    for (const cell of ['2027-13-01', '1/7/2027', 'soon', '99999', 12]) {
      assert.equal(isoDate(cell), null, String(cell));
    }
  });
});

describe('a number', () => {
  it('is written with all its digits', () => {
    assert.equal(textOf(1.380000791_9e10), '13800007919');
    assert.equal(textOf(202_300_001), '202300001');
  });
});
