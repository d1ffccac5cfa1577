import assert from 'node:assert/strict';
import { accountFixture, by, teacher } from '../../../../test/account-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { CampusDirectory } from './ports.ts';

const here = by('10.0.0.1');
const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);

/** A directory that knows one account. */
const directory = (campusNumber: string | null): CampusDirectory => ({
  prove: (identifier, password) =>
    Promise.resolve(
      identifier === 'fang' && password === 'right'
        ? { realm: 'ldap:ldap', externalId: 'uuid-1', campusNumber }
        : null,
    ),
});

forEachDatabase('Logging in with the campus account', (open) => {
  const right = { identifier: 'fang', password: 'right' };

  it('finds the person by the account’s stable key, before the campus number', async () => {
    const fixture = await accountFixture(await open(), [], directory(teacher.campusNumber));
    const byNumber = await fixture.directoryLogin.logIn(right, here);
    assert.equal(byNumber.reply.person.id, fixture.fang.id);
    await fixture.db('person_accounts').insert({
      realm: 'ldap:ldap',
      external_id: 'uuid-1',
      person_id: fixture.wei.id,
    });
    const byKey = await fixture.directoryLogin.logIn(right, here);
    assert.equal(byKey.reply.person.id, fixture.wei.id);
    await fixture.db('people').where({ id: fixture.wei.id }).update({ status: 'deactivated' });
    await assert.rejects(
      fixture.directoryLogin.logIn(right, here),
      refusedWith('account/not-registered'),
    );
  });

  it('is nobody here whose number is not registered; a mail address or phone never decides', async () => {
    for (const number of [null, 'unknown', teacher.email, teacher.phone]) {
      const fixture = await accountFixture(await open(), [], directory(number));
      await assert.rejects(
        fixture.directoryLogin.logIn(right, here),
        refusedWith('account/not-registered'),
      );
    }
  });

  it('slows guessing, and is not there where it is not configured', async () => {
    const fixture = await accountFixture(await open(), [], directory(null));
    const codes: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      await assert.rejects(
        fixture.directoryLogin.logIn({ identifier: 'fang', password: 'wrong' }, here),
        (error) => isFailure(error) && codes.push(error.code) > 0,
      );
    }
    assert.deepEqual([codes[0], codes.at(-1)], ['account/login-wrong', 'request/too-many']);
    const none = await accountFixture(await open());
    await assert.rejects(none.directoryLogin.logIn(right, here), refusedWith('request/not-found'));
  });
});
