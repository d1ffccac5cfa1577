import assert from 'node:assert/strict';
import { accountHouse, by, teacher } from '../../../../test/account-house.ts';
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
    const house = await accountHouse(await open(), [], directory(teacher.campusNumber));
    const byNumber = await house.directoryLogin.logIn(right, here);
    assert.equal(byNumber.reply.person.id, house.fang.id);
    await house.db('person_accounts').insert({
      realm: 'ldap:ldap',
      external_id: 'uuid-1',
      person_id: house.wei.id,
    });
    const byKey = await house.directoryLogin.logIn(right, here);
    assert.equal(byKey.reply.person.id, house.wei.id);
    await house.db('people').where({ id: house.wei.id }).update({ status: 'deactivated' });
    await assert.rejects(
      house.directoryLogin.logIn(right, here),
      refusedWith('account/not-registered'),
    );
  });

  it('is nobody here whose number is not registered; a mail address or phone never decides', async () => {
    for (const number of [null, 'unknown', teacher.email, teacher.phone]) {
      const house = await accountHouse(await open(), [], directory(number));
      await assert.rejects(
        house.directoryLogin.logIn(right, here),
        refusedWith('account/not-registered'),
      );
    }
  });

  it('slows guessing, and is not there where it is not configured', async () => {
    const house = await accountHouse(await open(), [], directory(null));
    const codes: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      await assert.rejects(
        house.directoryLogin.logIn({ identifier: 'fang', password: 'wrong' }, here),
        (error) => isFailure(error) && codes.push(error.code) > 0,
      );
    }
    assert.deepEqual([codes[0], codes.at(-1)], ['account/login-wrong', 'request/too-many']);
    const none = await accountHouse(await open());
    await assert.rejects(none.directoryLogin.logIn(right, here), refusedWith('request/not-found'));
  });
});
