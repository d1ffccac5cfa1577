import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anAccount, moodle } from '../../../../test/roster-fixtures.ts';
import { admin, believingLms, claim, trustFixture } from '../../../../test/trust-fixture.ts';

forEachDatabase('what is never done by itself, whoever vouches', (open) => {
  it('an LMS ties nobody to who administers or teaches', async () => {
    const at = await trustFixture(await open(), believingLms);
    const teacher = anAccount('t', { campusNumber: 'T1', email: 't@uni.test' });
    await at.inDirectory(admin, teacher);
    const root = await at.personOf('ldap:campus', 'root');
    const taught = await at.personOf('ldap:campus', 't');
    await at.grant(root);
    const course = { externalId: 'x', label: null, title: null, category: null };
    await at.db.transaction(async (trx) => {
      const members = [{ personId: taught, role: 'teacher' as const, groups: null }];
      const from = { source: 'moodle:https://b.test', realm: 'https://b.test' };
      const report = { from, course, groups: [], members, complete: true };
      await at.courses.apply(trx, await at.courses.diff(trx, report));
    });
    await at.inCourse(
      anAccount('1', { ...claim, displayName: 'Root' }),
      anAccount('2', { campusNumber: 'T1', email: 't@uni.test' }),
    );
    assert.notEqual(await at.personOf(`moodle:${moodle}`, '1'), root);
    assert.notEqual(await at.personOf(`moodle:${moodle}`, '2'), taught);
    assert.deepEqual(await at.conflicts(), [
      '1 campus-number/holds-power',
      '2 campus-number/holds-power',
    ]);
    assert.deepEqual([await at.holders('A1'), await at.holders('T1')], [[root], [taught]]);
  });

  it('people of another name and another mail address are not tied by a number', async () => {
    const at = await trustFixture(await open(), believingLms);
    await at.inDirectory(
      anAccount('l', { displayName: '林芳', campusNumber: 'S1', email: 'fang@uni.test' }),
    );
    const other = { displayName: '王伟', givenName: '伟', familyName: '王', campusNumber: 'S1' };
    await at.inCourse(anAccount('7', { ...other, email: 'wei@gmail.test' }));
    assert.notEqual(
      await at.personOf(`moodle:${moodle}`, '7'),
      await at.personOf('ldap:campus', 'l'),
    );
    assert.deepEqual(await at.conflicts(), ['7 campus-number/different-person']);
    const same = {
      displayName: 'Fang Lin',
      givenName: 'Fang',
      familyName: 'Linl',
      campusNumber: 'S1',
    };
    const [tied] = await at.tells({ source: 'lti:b', realm: 'https://b.test' }, [
      anAccount('8', { ...same, email: 'fang.lin@gmail.test' }),
    ]);
    assert.equal(tied, await at.personOf('ldap:campus', 'l'));
  });

  for (const kind of ['one first run', 'a later run', 'a run of changes'] as const) {
    it(`two entries of a directory with one number are two people: in ${kind}`, async () => {
      const at = await trustFixture(await open());
      const dora = anAccount('dora', { givenName: 'Dora', familyName: 'D', campusNumber: 'N4' });
      const xeno = anAccount('xeno', { givenName: 'Xeno', familyName: 'X', campusNumber: 'N4' });
      if (kind === 'one first run') await at.inDirectory(dora, xeno);
      else await at.inDirectory(dora);
      if (kind === 'a later run') await at.inDirectory(dora, xeno);
      if (kind === 'a run of changes') await at.changesInDirectory(xeno);
      const first = await at.personOf('ldap:campus', 'dora');
      const second = await at.personOf('ldap:campus', 'xeno');
      assert.notEqual(first, second);
      assert.ok((await at.conflicts()).some((one) => one.startsWith('xeno campus-number/')));
      if (kind !== 'one first run') assert.deepEqual(await at.holders('N4'), [first]);
      // Whoever proves either password is that one, and whoever is in no run yet is nobody.
      assert.equal(await at.people.withAccount('ldap:campus', 'xeno'), second);
      const third = { realm: 'ldap:campus', externalId: 'third', campusNumber: 'N4' };
      assert.equal(await at.people.matched(third), null);
      // The number is mended: both are known by their own again.
      await at.inDirectory(dora, { ...xeno, campusNumber: 'N5' });
      assert.deepEqual(await at.conflicts(), []);
      assert.deepEqual([await at.holders('N4'), await at.holders('N5')], [[first], [second]]);
    });
  }

  it('an entry that is made anew is the same person where the old one is gone in the same run', async () => {
    const at = await trustFixture(await open());
    const dora = { givenName: 'Dora', familyName: 'D', campusNumber: 'N4' };
    await at.inDirectory(anAccount('old', dora));
    const person = await at.personOf('ldap:campus', 'old');
    await at.inDirectory(anAccount('new', dora));
    assert.equal(await at.personOf('ldap:campus', 'new'), person);
    assert.deepEqual(await at.conflicts(), []);
  });

  it('an account that is tied stays where it is when its key changes to somebody else’s', async () => {
    const at = await trustFixture(await open(), believingLms);
    await at.inDirectory(anAccount('a', { campusNumber: 'S1', email: 'a@uni.test' }));
    const known = await at.personOf('ldap:campus', 'a');
    const own = await at.ltiLaunches('5', { campusNumber: 'S5', email: 'five@uni.test' });
    for (const told of [
      { campusNumber: 'S1', email: 'five@uni.test' },
      { campusNumber: 'S1', email: 'a@uni.test' },
    ]) {
      at.clock.move(1_000);
      assert.equal(await at.ltiLaunches('5', told), own);
      assert.deepEqual(await at.holders('S1'), [known]);
    }
    assert.deepEqual(await at.conflicts(), ['5 campus-number/key-taken']);
    assert.deepEqual(
      (await at.people.named('a@uni.test')).map(({ id }) => id),
      [known],
    );
    await at.ltiLaunches('5', { campusNumber: 'S5', email: 'five@uni.test' });
    assert.deepEqual(await at.conflicts(), []);
    assert.deepEqual(await at.holders('S5'), [own]);
  });

  it('two who change their numbers with each other in one run both have the other’s', async () => {
    const at = await trustFixture(await open());
    await at.inDirectory(
      anAccount('a', { campusNumber: 'S1' }),
      anAccount('b', { campusNumber: 'S2' }),
    );
    await at.inDirectory(
      anAccount('a', { campusNumber: 'S2' }),
      anAccount('b', { campusNumber: 'S1' }),
    );
    assert.deepEqual(await at.holders('S2'), [await at.personOf('ldap:campus', 'a')]);
    assert.deepEqual(await at.conflicts(), []);
  });
});
