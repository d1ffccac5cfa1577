import assert from 'node:assert/strict';
import { accountHouse, by, teacher } from '../../../../test/account-house.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { isFailure } from '../../../kernel/failure.ts';

const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);
const here = by('10.0.0.1');
const good = 'seven quiet lighthouses';

forEachDatabase('An account that came by a launch', (open) => {
  it('is claimed by confirming a phone or an address, and then has a password', async () => {
    const house = await accountHouse(await open());
    const self = house.launched(house.wei);
    await assert.rejects(
      house.account.setPassword(self, { password: good }),
      refusedWith('account/proof-needed'),
    );
    // Nothing is known of them yet: that is no failure of the service.
    await assert.rejects(
      house.account.askForCode(self, { via: 'sms' }),
      refusedWith('account/no-contact'),
    );
    const mute = await accountHouse(await open(), []);
    await assert.rejects(
      mute.account.askForCode(mute.launched(mute.wei), { via: 'sms' }),
      refusedWith('account/no-way'),
    );
    const before = house.sent.length;
    const asked = await house.account.askForCode(self, { via: 'sms', contact: '139 0000 1111' });
    const code = (await house.delivered(before)) ?? '';
    assert.equal(house.sent[before]?.message.to, '+8613900001111');
    const guest = { ...self, sessionId: house.fang.sessionId };
    await assert.rejects(
      house.account.confirm(guest, { ...asked, code }),
      refusedWith('account/code-wrong'),
    );
    await house.account.confirm(self, { ...asked, code });
    await house.account.setPassword(self, { password: good });
    await house.login.byPassword({ identifier: '+86 139 0000 1111', password: good }, here);
    const again = await house.enter('139-0000-1111');
    assert.equal(again.personId, house.wei.id);
    assert.equal((await house.account.view(again)).phone, '••••••1111');
  });

  it('cannot take the number of somebody else, nor another number without a proof', async () => {
    const house = await accountHouse(await open());
    const self = house.launched(house.wei);
    const before = house.sent.length;
    const asked = await house.account.askForCode(self, { via: 'sms', contact: teacher.phone });
    const code = (await house.delivered(before)) ?? '';
    await assert.rejects(
      house.account.confirm(self, { ...asked, code }),
      refusedWith('account/contact-taken'),
    );
    const openTab = house.launched(house.fang);
    await assert.rejects(
      house.account.askForCode(openTab, { via: 'mail', contact: 'thief@else.test' }),
      refusedWith('account/proof-needed'),
    );
    await assert.rejects(
      house.account.askForCode(self, { via: 'sms', contact: 'no number' }),
      refusedWith('request/invalid'),
    );
  });

  it('does not get in by a code that it asked for itself when signed in, nor by a stranger’s', async () => {
    const house = await accountHouse(await open());
    const before = house.sent.length;
    const asked = await house.account.askForCode(house.launched(house.fang), { via: 'sms' });
    const code = (await house.delivered(before)) ?? '';
    await assert.rejects(
      house.login.byCode({ ...asked, code }, here),
      refusedWith('account/code-wrong'),
    );
  });
});
