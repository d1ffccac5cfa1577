import assert from 'node:assert/strict';
import { startReading } from '../../test/reading-thread.ts';
import { readers } from '../../test/text-readers.ts';

/** What makes expressions go back and forth: long rows of one sign, or of two, with something wrong at the end. */
const rows = [
  ...[' ', '\t', '\n', 'a', '0', '-', '.', '/', '\\', '<', '(', '（', '[', '{', '"', "'"],
  ...['@', ',', ';', '=', '+', '%', '&', ':', '#', '$', '\u200b', '\u202e', '\u0000', '林', '·'],
  ...[
    ' ,',
    'a.',
    '@a.',
    'a@',
    '" ',
    '" }',
    '\\,',
    '</',
    '<a ',
    '%25',
    '1-',
    ' /',
    '()',
    'a=',
    '$x.',
  ],
];

/** The nastiest at full length, the others shorter: together they take seconds. */
const worst = [' ', 'a', '/', '<', '(', '林', 'a.', '" }'];
const texts = [
  ...worst.map((row) => ({ row, length: 1_000_000 })),
  ...rows.map((row) => ({ row, length: 50_000 })),
];

/**
 * An expression that goes back over its text takes hours for this, one that does not some milliseconds: no clock is
 * needed to tell them apart. The thread is there so that what never ends can be ended.
 */
describe('a megabyte of nasty text', () => {
  const thread = startReading(import.meta.resolve('../../test/text-readers.ts'));
  after(() => thread.stop());

  for (const name of Object.keys(readers)) {
    it(`is read by ${name} in one go`, async () => {
      for (const { row, length } of texts) {
        const complaint = await thread.read(name, `x${row.repeat(length / row.length)}\u0001x`);
        assert.equal(complaint, null, JSON.stringify(row));
      }
    });
  }
});
