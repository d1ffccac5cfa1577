import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { runCampus } from '../../test/main-process.ts';

describe('npm run campus -- secrets new', () => {
  it('makes a secret before there is a database, and where a weak one stops everything else', async () => {
    const settings = { CAMPUS_MEET_DATABASE: 'mysql://campus_meet:PASSWORD@localhost/campus_meet' };
    const where = { settings, folder: tmpdir() };
    const made = await runCampus(['secrets', 'new'], where);
    assert.deepEqual([made.code, /^[\w-]{43}\n$/u.test(made.said)], [0, true], made.said);
    const refused = await runCampus(['secrets', 'check'], where);
    assert.equal(refused.code, 78);
    assert.match(refused.said, /CAMPUS_MEET_DATABASE: is easy to guess/u);
  });
});
