import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';
import { aPlatform } from '../../../../test/fake-platform/known.ts';
import type { Database } from '../../../kernel/database.ts';

/** The admin fixture with somebody whom only the LMS knows. */
async function fixture(db: Database) {
  const at = await registrationFixture(db);
  const issuer = 'https://lms.uni.test';
  await aPlatform(db, { id: 'moodle', issuer, vouches: 'campusNumber,mail' });
  const { people } = at.registry;
  const launched = {
    externalId: 'lms-7',
    displayName: 'Newcomer',
    givenName: '',
    familyName: '',
    email: 'new@uni.test',
    campusNumber: 'N7',
    phone: null,
    locale: null,
    timezone: null,
    suspended: false,
  };
  const from = { source: 'lti:moodle', realm: issuer };
  await db.transaction(async (trx) => {
    const report = { from, people: [launched], complete: false };
    await people.apply(trx, await people.diff(trx, report));
  });
  const unit = at.physics.externalId;
  /** A row; whose name is not told is the newcomer's. */
  const row = (number: string, [email, phone]: readonly [string, string], name = 'Newcomer') => [
    ...[name, '教师', number, unit, email, phone, ''],
  ];
  /** The status, or why there is none, of a sheet of one row. */
  const verdict = async (who: { id: string }, one: readonly string[]) => {
    const id = await at.submit(who, [one]);
    const [validated] = await at.rows(id);
    return { id, is: validated?.detail.conflict?.reason ?? validated?.verdict };
  };
  return { ...at, row, verdict };
}

const evil = '13900006666';

forEachDatabase('a way to log in that a department gives somebody', (open) => {
  it('is refused for whom only the LMS knows, in one sheet as in two; a system admin may', async () => {
    const at = await fixture(await open());
    assert.equal((await at.verdict(at.chief, at.row('N7', ['', evil]))).is, 'login-key');
    assert.equal((await at.verdict(at.chief, at.row('N7', ['evil@uni.test', '']))).is, 'login-key');
    const into = await at.verdict(at.chief, at.row('N7', ['NEW@uni.test', '']));
    assert.equal(into.is, 'update');
    assert.equal((await at.apply(at.chief, into.id)).state, 'applied');
    // Now in the unit, but by the sheet's word alone.
    assert.equal((await at.verdict(at.chief, at.row('N7', ['', evil]))).is, 'login-key');
    assert.equal((await at.found('Newcomer'))?.phone, null);
    assert.equal((await at.verdict(at.root, at.row('N7', ['', evil]))).is, 'update');
  });

  it('is the department’s to say of whom the directory has there, and of whom it made known itself', async () => {
    const at = await fixture(await open());
    await at.db('people').where({ id: at.physicist.id }).update({ campus_number: 'P1' });
    const physicist = at.row('P1', ['', '13900001111'], 'Physicist 物理');
    assert.equal((await at.verdict(at.chief, physicist)).is, 'update');
    const made = await at.verdict(
      at.chief,
      at.row('M1', ['m@uni.test', '13900002222'], 'Made here'),
    );
    await at.apply(at.chief, made.id);
    const mended = at.row('M1', ['m@uni.test', '13900003333'], 'Made here');
    assert.equal((await at.verdict(at.chief, mended)).is, 'update');
  });

  it('is refused for who left another department, though nobody has them now', async () => {
    const at = await fixture(await open());
    const there = at.row('L1', ['left@uni.test', '13900004444'], 'Leaver');
    const id = (await at.verdict(at.other, [...there.with(3, at.arts.externalId)])).id;
    await at.apply(at.other, id);
    await at.registration.undo(at.other.id, id);
    assert.equal((await at.verdict(at.chief, at.row('L1', ['', evil], 'Leaver'))).is, 'login-key');
  });

  it('that was agreed before stays what it is when the sheet comes again', async () => {
    const at = await fixture(await open());
    const given = await at.verdict(at.root, at.row('N7', ['private@home.test', '13900005555']));
    await at.apply(at.root, given.id);
    const again = at.row('N7', ['private@home.test', '13900005555']);
    assert.equal((await at.verdict(at.chief, again)).is, 'unchanged');
  });
});
