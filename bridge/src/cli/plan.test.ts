import assert from 'node:assert/strict';
import { planCommand } from './plan.ts';

function run(line: string): { code: number; text: string } {
  const lines: string[] = [];
  const code = planCommand(line === '' ? [] : line.split(' '), (text) => void lines.push(text));
  return { code, text: lines.join('\n') };
}

describe('npm run campus -- plan', () => {
  it('says how many videobridges a meeting of 500 needs, and what would break first', () => {
    const { code, text } = run('--participants 500');
    assert.equal(code, 0);
    assert.match(text, /^Carried by 7 videobridges; with one that may fail: 8\./u);
    assert.match(
      text,
      /What would break first\n {2}People on one videobridge .* 90 % {2}72 \/ 80/u,
    );
  });

  it('ends with 1 where it is not carried, and says what would help', () => {
    const { code, text } = run('--participants 500 --bridges 3');
    assert.equal(code, 1);
    assert.match(text, /^Not carried\. The first to break: People on one videobridge\./u);
    assert.match(text, /Each of these alone would be enough\n {2}7 videobridges/u);
  });

  it('speaks of one videobridge as one', () => {
    assert.match(
      run('--participants 30').text,
      /^Carried by 1 videobridge; with one that may fail: 2\./u,
    );
  });

  it('is JSON for machines', () => {
    const { code, text } = run('--participants 500 --json');
    assert.equal(code, 0);
    assert.equal((JSON.parse(text) as { needed: number }).needed, 7);
  });

  it('shows what may be asked, which is no mistake', () => {
    const { code, text } = run('--help');
    assert.equal(code, 0);
    assert.match(text, /--participants {2}People in one meeting\./u);
  });

  it('says what is wrong with what it was given, and what may be', () => {
    for (const [line, flaw] of [
      ['', /--participants: is a number$/mu],
      ['--participants many', /--participants: is a number$/mu],
      ['--participants 5 --layout cinema', /--layout: /u],
      ['--participants 5 --cors 8', /'--cors'/u],
      ['--participants', /--participants/u],
    ] as const) {
      const { code, text } = run(line);
      assert.equal(code, 64, line);
      assert.match(text, flaw);
      assert.match(text, /--nic {11}Its network card, Mbit\/s\. Unless given: 1000\./u);
    }
  });
});
