import assert from 'node:assert/strict';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { isFailure } from '../../kernel/failure.ts';
import type { Cell, Table } from '../../features/registration/import/ports.ts';
import { readCsv } from './csv.ts';
import { sheetReader, sheetWriter } from './index.ts';
import { kindOfSheet } from './kind.ts';

const people: Table = {
  name: '人员 People',
  columns: [
    { header: '姓名 Name', width: 20 },
    { header: '工号 Number', width: 16 },
    { header: '院系 Department', width: 30, choices: ['计算机学院', '外国语学院'] },
  ],
  rows: [
    ['王芳', '0012345', '计算机学院'],
    ['𠮷野 𡈽', '13800007919', null],
    ['=HYPERLINK("http://x")', '@SUM(A1)', '-1+1'],
  ],
};

const cellsOf = async (file: Buffer): Promise<Cell[][]> =>
  (await sheetReader.read(file)).rows.map(({ cells }) => cells);
const refused = (file: Buffer | Uint8Array, code: string) =>
  assert.rejects(
    sheetReader.read(Buffer.from(file)),
    (error) => isFailure(error) && error.code === code,
  );

describe('a sheet that is written', () => {
  it('reads back as it was, as xlsx: leading zeros, rare Han, and formulas as text', async () => {
    const cells = await cellsOf(await sheetWriter.xlsx([people]));
    const [, [name, number] = []] = people.rows;
    const expected = people.rows.with(1, [name ?? null, number ?? null]);
    assert.deepEqual(cells, [people.columns.map(({ header }) => header), ...expected]);
  });
  it('holds no formula, and offers choices from a drop-down', async () => {
    const parts = unzipSync(await sheetWriter.xlsx([people]));
    const first = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString();
    assert.ok(!first.includes('<f>'));
    assert.match(first, /<dataValidation type="list"[^>]*sqref="C2:C20001">/u);
    assert.match(first, /&apos;选项 Choices&apos;!\$A\$2:\$A\$3/u);
  });
  it('keeps what looks like a formula from being one, as CSV', () => {
    const csv = sheetWriter.csv(people).toString('utf8');
    assert.ok(csv.startsWith('\ufeff姓名 Name,'));
    assert.ok(csv.includes(`"'=HYPERLINK(""http://x"")"`));
    assert.ok(csv.includes("'@SUM(A1)"));
  });
});

describe('a CSV file', () => {
  const text = '姓名;工号;备注\r\n王芳;0012;"二\r\n行"\r\n;;\r\n李;0013;,\r\n';
  const expected = [
    ['姓名', '工号', '备注'],
    ['王芳', '0012', '二\r\n行'],
    ['李', '0013', ','],
  ];
  const encodings: [string, Buffer][] = [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 as Excel writes it', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ];
  for (const [name, file] of encodings) {
    it(`is read in ${name}`, async () => assert.deepEqual(await cellsOf(file), expected));
  }
  it('is read in GB18030, which Chinese Excel writes', async () => {
    const gbk = Buffer.from('d0d5c3fb2cb9a4bac50acdf5b7bc2c3030310a', 'hex');
    const sheet = await sheetReader.read(gbk);
    assert.deepEqual(
      sheet.rows.map(({ cells }) => cells),
      [
        ['姓名', '工号'],
        ['王芳', '001'],
      ],
    );
    assert.deepEqual(sheet.form, { kind: 'csv', encoding: 'gb18030', delimiter: ',' });
  });
  it('is divided by what divides it: comma, semicolon or tab', async () => {
    for (const delimiter of [',', ';', '\t']) {
      const file = Buffer.from(
        `a${delimiter}b${delimiter}c\n1${delimiter}"x, y; z"${delimiter}3\n`,
      );
      assert.deepEqual(await cellsOf(file), [
        ['a', 'b', 'c'],
        ['1', 'x, y; z', '3'],
      ]);
    }
  });
  it('keeps the numbers of its rows over blank ones', async () => {
    const { rows } = await sheetReader.read(Buffer.from('a,b\n\n,\n1,2\n'));
    assert.deepEqual(
      rows.map(({ number }) => number),
      [1, 4],
    );
  });
  it('never breaks the reader, whatever the bytes', async () => {
    const anyBytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    // What the thread does, in this one: starting a thread takes a hundred times as long as reading.
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const file = Buffer.from(bytes);
        try {
          if (kindOfSheet(file) === 'csv') readCsv(file);
        } catch (error) {
          assert.ok(isFailure(error), String(error));
        }
      }),
      { numRuns: 1_000 },
    );
    for (const bytes of fc.sample(anyBytes, 5)) {
      await sheetReader.read(Buffer.from(bytes)).catch((error: unknown) => {
        assert.ok(isFailure(error), String(error));
      });
    }
  });
});

describe('a file that is no sheet to be trusted', () => {
  const parts = (extra: Record<string, Uint8Array>) =>
    zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), ...extra });

  it('is refused with its own reason', async () => {
    await refused(Buffer.alloc(0), 'sheet/empty');
    await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'sheet/old-format');
    await refused(Buffer.from('%PDF-1.7\n'), 'sheet/not-a-sheet');
    await refused(zipSync({ 'word/document.xml': strToU8('<x/>') }), 'sheet/not-a-sheet');
    await refused(parts({ 'xl/vbaProject.bin': strToU8('x') }), 'sheet/macros');
    await refused(parts({}), 'sheet/broken');
    await refused(zipSync({ 'xl/workbook.bin': strToU8('x') }), 'sheet/other-format');
    await refused(zipSync({ 'content.xml': strToU8('<x/>') }), 'sheet/other-format');
    const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
    await refused(Buffer.concat([compound, encrypted]), 'sheet/password');
    await refused(Buffer.from('0908100000060500', 'hex'), 'sheet/old-format');
    for (const page of [
      '<html><body><table><tr><td>姓名</td></tr></table>',
      ' \r\n<!DOCTYPE html>',
      '\ufeff<meta charset="utf-8"><table>',
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>',
      'MIME-Version: 1.0\r\nContent-Type: multipart/related',
    ]) {
      await refused(Buffer.from(page), 'sheet/web-page');
      await refused(Buffer.from(`\ufeff${page}`, 'utf16le'), 'sheet/web-page');
    }
    await refused(Buffer.from('PK\u0003\u0004 cut off'), 'sheet/broken');
    await refused(Buffer.alloc(21 * 1024 * 1024, 'a'), 'sheet/too-large');
  });
  it('is refused before it is unpacked when its contents are a bomb', async () => {
    // What it says is enough: of these zeros there is one megabyte only.
    const file = Buffer.from(parts({ 'xl/worksheets/sheet1.xml': new Uint8Array(1024 * 1024) }));
    for (let at = 0; at < file.length - 30; at += 1) {
      const size = file.readUInt32LE(at) === 0x02014b50 ? file.readUInt32LE(at + 24) : 0;
      if (size === 1024 * 1024) file.writeUInt32LE(310 * 1024 * 1024, at + 24);
    }
    await refused(file, 'sheet/too-large');
  });
  it('is refused when it has more rows than its bytes tell: the reading thread ends, the bridge does not', async () => {
    const rows = Buffer.alloc(60 * 1024 * 1024, '<row><c t="str"><v>a</v></c></row>');
    const whole = await sheetWriter.xlsx([people]);
    const bomb = { ...unzipSync(whole) };
    bomb['xl/worksheets/sheet1.xml'] = Buffer.concat([
      strToU8('<worksheet><sheetData>'),
      rows,
      strToU8('</sheetData></worksheet>'),
    ]);
    await refused(zipSync(bomb, { level: 1 }), 'sheet/too-many-rows');
  });
  it('cannot define entities that grow (a billion laughs)', async () => {
    const whole = { ...unzipSync(await sheetWriter.xlsx([people])) };
    const lol = ['<!DOCTYPE w [<!ENTITY a "lol">'];
    for (let index = 1; index < 12; index += 1) {
      const former = String.fromCharCode(96 + index);
      lol.push(`<!ENTITY ${String.fromCharCode(97 + index)} "${`&${former};`.repeat(10)}">`);
    }
    whole['xl/worksheets/sheet1.xml'] = strToU8(
      `${lol.join('')}]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&l;</v></c></row></sheetData></worksheet>`,
    );
    const read = await sheetReader.read(Buffer.from(zipSync(whole))).catch((error: unknown) => {
      assert.ok(isFailure(error));
      return null;
    });
    assert.ok(JSON.stringify(read).length < 1_000);
  });
  it('has not more than 50,000 rows', async () => {
    await refused(Buffer.from('a\n'.repeat(50_002)), 'sheet/too-many-rows');
  });
  it('is refused when it fills all 1,048,576 rows of Excel', async () => {
    const whole = { ...unzipSync(await sheetWriter.xlsx([people])) };
    const row = (n: number) => `<row r="${n}"><c r="A${n}"><v>1</v></c></row>`;
    const rows = Array.from({ length: 1_048_576 }, (_, at) => row(at + 1)).join('');
    const sheet = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
    whole['xl/worksheets/sheet1.xml'] = strToU8(sheet);
    await refused(zipSync(whole, { level: 1 }), 'sheet/too-many-rows');
  });
});

describe('an Excel sheet', () => {
  it('tells how many rows it hides, and does not read them', async () => {
    const parts = unzipSync(await sheetWriter.xlsx([people]));
    const path = 'xl/worksheets/sheet1.xml';
    const xml = Buffer.from(parts[path] ?? []).toString();
    parts[path] = strToU8(xml.replace('<row r="3"', '<row r="3" hidden="1"'));
    const { rows, form } = await sheetReader.read(Buffer.from(zipSync(parts)));
    assert.deepEqual(
      rows.map(({ number }) => number),
      [1, 2, 4],
    );
    assert.ok('hiddenRows' in form);
    assert.deepEqual([form.hiddenRows, form.firstHiddenRows], [1, [3]]);
  });
});
