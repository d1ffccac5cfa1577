import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import { createCursor } from './cursor.ts';
import { isFailure } from './failure.ts';

const place = z.strictObject({ name: z.string().max(200), id: z.string() });
const members = createCursor('members.1', place);
const refused = (text: string) => {
  assert.throws(
    () => members.read(text),
    (error) => isFailure(error, 'request/invalid') && error.flaws[0]?.field === 'query.cursor',
  );
};

describe('A cursor', () => {
  it('gives back every place, and none before the first page and after the last', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.uuid(), (name, id) => {
        const text = members.write({ name, id }) ?? '';
        assert.match(text, /^[\w-]+$/u, 'it stands in an address as it is');
        assert.deepEqual(members.read(text), { name, id });
      }),
    );
    assert.equal(members.read(undefined), null);
    assert.equal(members.write(null), null);
  });

  it('that was damaged, made up, of another list or of an older form of it is refused', () => {
    const at = { name: 'Lin', id: '1' };
    const text = members.write(at) ?? '';
    for (const list of ['members.2', 'conflicts.1']) {
      refused(createCursor(list, place).write(at) ?? '');
    }
    for (const cut of [text.slice(0, -3), text.slice(3), '', 'x', 'bm8', 'W10', '9'.repeat(990)]) {
      refused(cut);
    }
    refused(Buffer.from(JSON.stringify(['members.1', { name: 'Lin' }])).toString('base64url'));
    refused(Buffer.from(JSON.stringify(['members.1', { ...at, x: 1 }])).toString('base64url'));
  });
});
