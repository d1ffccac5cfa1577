import assert from 'node:assert/strict';
import { adminFixture } from '../../../../test/admin-fixture.ts';
import { runBridge } from '../../../../test/call-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous } from '../../../../test/admission-fixture.ts';
import { newId } from '../../../kernel/ids.ts';
import * as contract from './contract.ts';
import * as decisions from './decisions-contract.ts';

/** A composed bridge with applications on, and everybody who might try something. */
async function fixture(db: Parameters<typeof adminFixture>[0]) {
  const admins = await adminFixture(db);
  const bridge = await runBridge(db, admins.clock, {
    SMTP_URL: 'smtp://127.0.0.1:1',
    SMTP_TLS: 'none',
    MAIL_FROM: 'noreply@uni.test',
    REGISTRATION_MAIL_DOMAINS: 'uni.test',
  });
  return { ...admins, ask: bridge.ask };
}

forEachDatabase('Applications over HTTP', (open) => {
  it('are for anybody to make; what is wrong is answered by field', async () => {
    const { ask, physics } = await fixture(await open());
    const { reply: form } = await ask(anonymous, contract.getApplicationForm);
    assert.deepEqual([form.open, form.domains, form.departments.length], [true, ['uni.test'], 3]);
    const body = {
      name: '李雷',
      kind: 'teacher',
      campusNumber: 'T9',
      departmentId: physics.id,
      email: 'li.lei@uni.test',
      phone: '',
      expiresOn: '',
      locale: 'zh-CN',
      consent: true,
    };
    const wrong = await ask(anonymous, contract.apply, { body: { ...body, email: 'x@gmail.com' } });
    assert.deepEqual(wrong.problem.flaws, [{ field: 'email', message: 'foreign-domain' }]);
    const unasked = await ask(anonymous, contract.apply, { body: { ...body, consent: false } });
    assert.equal(unasked.code, 'request/invalid');
    const { reply } = await ask(anonymous, contract.apply, { body });
    assert.deepEqual(Object.keys(reply).toSorted(), ['applicationId', 'expiresAt', 'nextAt']);
    const params = { applicationId: reply.applicationId };
    const again = await ask(anonymous, contract.sendConfirmationAgain, { params });
    assert.equal(again.code, 'request/too-many');
    const guess = await ask(anonymous, contract.confirmByCode, {
      params,
      body: { code: '000000' },
    });
    assert.equal(guess.code, 'application/code-wrong');
    const link = await ask(anonymous, contract.confirmByLink, { body: { token: 'x' } });
    assert.equal(link.code, 'application/link-over');
  });

  it('are for admins to see and decide: strangers 401, students 403, other departments 404', async () => {
    const { ask, db, physics, chief, other, plain } = await fixture(await open());
    const applicationId = newId();
    await db('applications').insert({
      id: applicationId,
      state: 'waiting',
      name: '李雷',
      kind: 'teacher',
      campus_number: 'T9',
      department_id: physics.id,
      email: 'a@uni.test',
      locale: 'zh-CN',
      tries: 0,
      open_key: 'a@uni.test',
      created_at: 1,
      expires_at: 1,
      confirmed_at: 1,
    });
    const params = { applicationId };
    const all = [
      [decisions.getApplication, {}],
      [decisions.acceptApplication, { joins: null }],
      [decisions.refuseApplication, { reason: 'no' }],
      [decisions.undoDecision, {}],
    ] as const;
    const statuses = (who: typeof chief) =>
      Promise.all(all.map(async ([one, body]) => (await ask(who, one, { params, body })).status));
    assert.deepEqual(await statuses(anonymous), [401, 401, 401, 401]);
    assert.deepEqual(await statuses(plain), [403, 403, 403, 403]);
    assert.deepEqual(await statuses(other), [404, 404, 404, 404]);
    assert.equal((await ask(plain, decisions.listApplications)).code, 'admin/not-allowed');
    assert.equal((await ask(chief, decisions.listApplications)).reply.waiting, 1);
    const accepted = await ask(chief, decisions.acceptApplication, {
      params,
      body: { joins: null },
    });
    assert.equal(accepted.reply.state, 'accepted');
    const late = await ask(chief, decisions.refuseApplication, { params, body: { reason: 'no' } });
    assert.equal(late.code, 'application/decided');
    const mails = await db('outbox').where({ about: 'application-accepted' });
    assert.equal(mails.length, 1);
  });
});
