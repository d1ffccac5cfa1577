import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPhone } from './phones.ts';

describe('a telephone number', () => {
  it('is one key, however it is written', () => {
    for (const text of [
      '+49 (0)171 1234567',
      '+49(0)171/1234567',
      '0049 171 1234567',
      '+49 0171-1234567',
      'tel:+49-171-1234567',
      '\u202d+４９ １７１ １２３４５６７\u202c',
    ]) {
      assert.equal(readPhone(text), '+491711234567', text);
    }
    for (const text of ['13800007919', '138 0000 7919', '013800007919', '+86 (0)138 0000 7919']) {
      assert.equal(readPhone(text), '+8613800007919', text);
      assert.equal(readPhone(text, 'CN'), '+8613800007919', text);
    }
    assert.equal(readPhone('(0)171 1234567', '49'), '+491711234567');
    assert.equal(readPhone('010-62780001'), '+861062780001');
  });
  it('keeps a zero that belongs to it', () => {
    assert.equal(readPhone('+39 (0)6 69821234'), '+390669821234');
  });
  it('is none where its length or plan is wrong, where it is an extension, or two', () => {
    for (const text of [
      ...[
        '1391234',
        '+86 1391234',
        '86138000115010',
        '62780001',
        '1380000791',
        '138000079190',
        '10086',
      ],
      ...[
        '13800007919 ext. 4',
        '13800007919/13800007920',
        'N/A',
        '0',
        '-',
        '',
        'a',
        '13800007919.0',
      ],
      '1'.repeat(1_000_000),
    ]) {
      assert.equal(readPhone(text), null, text.slice(0, 30));
    }
  });
  it('never throws, and reads what it answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const key = readPhone(text);
        if (key !== null) assert.equal(readPhone(key, 'DE'), key);
      }),
    );
  });
});
