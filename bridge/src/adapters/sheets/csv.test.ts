import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isFailure } from '../../kernel/failure.ts';
import { sheetReader, sheetWriter } from './index.ts';

const refused = (file: Buffer, code: string) =>
  assert.rejects(sheetReader.read(file), (error) => isFailure(error) && error.code === code);

describe('a CSV file', () => {
  it('of 100,000 rows does not keep the bridge from its other work', async () => {
    const line = '王芳,教师,T0001,计算机学院,wang@uni.test,13800007919,2027-07-01\n';
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await refused(Buffer.from(line.repeat(100_000)), 'sheet/too-many-rows');
    const { rows } = await sheetReader.read(Buffer.from(line.repeat(50_000)));
    delay.disable();
    assert.equal(rows.length, 50_000);
    assert.ok(delay.max / 1e6 < 1000, `${delay.max / 1e6} ms`);
  });
  it('is read in Windows-1252 and Big5, and told so', async () => {
    for (const [hex, encoding, expected] of [
      ['4dfc6c6c65722c5374756465', 'windows-1252', 'Müller,Stude'],
      ['526f73e92c4f9252e9696c6c79', 'windows-1252', 'Rosé,O’Réilly'],
      ['a9f6a657a9cabd7320', 'big5', '易名性編'],
    ] as const) {
      const { rows, form } = await sheetReader.read(Buffer.from(hex, 'hex'));
      assert.equal(rows[0]?.cells.join(',').trim(), expected);
      assert.equal('encoding' in form && form.encoding, encoding);
    }
  });
  it('says its delimiter itself, divides by bars, and has any mix of line ends', async () => {
    const cells = async (content: string) =>
      (await sheetReader.read(Buffer.from(content))).rows.map((row) => row.cells);
    assert.deepEqual(await cells('sep=;\r\na,b;c\n1;2\r3;"4\r\n5"\r\n'), [
      ['a,b', 'c'],
      ['1', '2'],
      ['3', '4\r\n5'],
    ]);
    assert.deepEqual(await cells('a|b\n1|2\n'), [
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});

describe('a CSV file that is written', () => {
  it('holds no formula for a program that divides by any sign, and reads back as it was', async () => {
    const cells = [
      ...[
        '=1+1',
        '+cmd',
        '-1',
        '@SUM(A1)',
        '＝1',
        '＋1',
        '－1',
        '＠a',
        '\t=1',
        '\r=1',
        ' =1',
        '"=1"',
      ],
      ...[
        'a;=1',
        'a|=cmd|calc',
        'a,@x',
        'a;"=1"',
        'x\n=1',
        'a; +1',
        'a|＝1',
        'plain',
        "O'Brien",
        'a;b',
      ],
    ];
    const columns = [{ header: 'h', width: 9 }];
    const file = sheetWriter.csv({ name: 'x', columns, rows: cells.map((cell) => [cell]) });
    const written = file.toString('utf8');
    for (const divider of [',', ';', '|', '\t', '\n']) {
      for (const piece of written.split(divider)) {
        assert.doesNotMatch(piece, /^["\s]*[=+\-@＝＋－＠]/u, JSON.stringify([divider, piece]));
      }
    }
    const { rows } = await sheetReader.read(file);
    assert.equal(rows.length, cells.length + 1);
  });
});
