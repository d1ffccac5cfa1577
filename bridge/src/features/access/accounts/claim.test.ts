import assert from 'node:assert/strict';
import { accountFixture, by, teacher } from '../../../../test/account-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { isFailure } from '../../../kernel/failure.ts';

const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);
const here = by('10.0.0.1');
const good = 'seven quiet lighthouses';

forEachDatabase('An account that came by a launch', (open) => {
  it('is claimed by confirming a phone or an address, and then has a password', async () => {
    const fixture = await accountFixture(await open());
    const self = fixture.launched(fixture.wei);
    await assert.rejects(
      fixture.account.setPassword(self, { password: good }),
      refusedWith('account/proof-needed'),
    );
    // Nothing is known of them yet: that is no failure of the service.
    await assert.rejects(
      fixture.account.askForCode(self, { via: 'sms' }),
      refusedWith('account/no-contact'),
    );
    const mute = await accountFixture(await open(), []);
    await assert.rejects(
      mute.account.askForCode(mute.launched(mute.wei), { via: 'sms' }),
      refusedWith('account/no-way'),
    );
    const before = fixture.sent.length;
    const asked = await fixture.account.askForCode(self, { via: 'sms', contact: '139 0000 1111' });
    const code = (await fixture.delivered(before)) ?? '';
    assert.equal(fixture.sent[before]?.message.to, '+8613900001111');
    const guest = { ...self, sessionId: fixture.fang.sessionId };
    await assert.rejects(
      fixture.account.confirm(guest, { ...asked, code }),
      refusedWith('account/code-wrong'),
    );
    await fixture.account.confirm(self, { ...asked, code });
    await fixture.account.setPassword(self, { password: good });
    await fixture.login.byPassword({ identifier: '+86 139 0000 1111', password: good }, here);
    const again = await fixture.enter('139-0000-1111');
    assert.equal(again.personId, fixture.wei.id);
    assert.equal((await fixture.account.view(again)).phone, '••••••1111');
  });

  it('cannot take the number of somebody else, nor another number without a proof', async () => {
    const fixture = await accountFixture(await open());
    const self = fixture.launched(fixture.wei);
    const before = fixture.sent.length;
    const asked = await fixture.account.askForCode(self, { via: 'sms', contact: teacher.phone });
    const code = (await fixture.delivered(before)) ?? '';
    await assert.rejects(
      fixture.account.confirm(self, { ...asked, code }),
      refusedWith('account/contact-taken'),
    );
    const openTab = fixture.launched(fixture.fang);
    await assert.rejects(
      fixture.account.askForCode(openTab, { via: 'mail', contact: 'thief@else.test' }),
      refusedWith('account/proof-needed'),
    );
    await assert.rejects(
      fixture.account.askForCode(self, { via: 'sms', contact: 'no number' }),
      refusedWith('request/invalid'),
    );
  });

  it('does not get in by a code that it asked for itself when signed in, nor by a stranger’s', async () => {
    const fixture = await accountFixture(await open());
    const before = fixture.sent.length;
    const asked = await fixture.account.askForCode(fixture.launched(fixture.fang), { via: 'sms' });
    const code = (await fixture.delivered(before)) ?? '';
    await assert.rejects(
      fixture.login.byCode({ ...asked, code }, here),
      refusedWith('account/code-wrong'),
    );
  });
});
