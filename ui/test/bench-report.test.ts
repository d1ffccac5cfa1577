import assert from 'node:assert/strict';
import { AnotherMachine, reportPage } from '../bench/report.ts';

const machine = { part: 'machine', figures: [{ name: 'Processor', value: '2 × one' }] };
const storm = { part: 'storm', figures: [{ name: 'all in', value: '32 s' }] };
const join = { part: 'join', figures: [{ name: 'joins', value: '907/s | p99\n163 ms' }] };

describe('the page of figures', () => {
  it('has the machine first, and a list for each part', () => {
    assert.equal(
      reportPage([machine, join]),
      [
        '# Campus Meet: figures',
        '## machine\n\n| what | figure |\n| --- | --- |\n| Processor | 2 × one |',
        '## join\n\n| what | figure |\n| --- | --- |\n| joins | 907/s \\| p99 163 ms |\n',
      ].join('\n\n'),
    );
  });

  it('keeps parts of an earlier run, and replaces what was measured again', () => {
    const earlier = reportPage([machine, storm, join]);
    const again = { part: 'storm', figures: [{ name: 'all in', value: '31 s' }] };
    assert.equal(reportPage([machine, again], earlier), reportPage([machine, join, again]));
    assert.equal(reportPage([machine], earlier), earlier);
  });

  it('is not mixed from two machines', () => {
    const other = { part: 'machine', figures: [{ name: 'Processor', value: '64 × another' }] };
    assert.throws(() => reportPage([other, storm], reportPage([machine, join])), AnotherMachine);
  });
});
