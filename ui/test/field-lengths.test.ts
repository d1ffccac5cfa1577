import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../src');

describe('how much a field lets be typed', () => {
  it('is what the contract takes, and no number of the screen’s own', () => {
    const files = globSync('**/*.vue', { cwd: source });
    const texts = files.map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }));
    assert.ok(texts.some(({ text }) => text.includes(':maxlength="longest(')));
    const own = texts.filter(({ text }) => /\bmaxlength="\d/u.test(text)).map(({ file }) => file);
    assert.deepEqual(own, []);
  });
});
