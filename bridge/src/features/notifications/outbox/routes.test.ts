import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';

forEachDatabase('the outbox over HTTP', (open) => {
  it('shows system admins what was given up and why, never what was written; they send it again', async () => {
    const at = await registrationFixture(await open());
    const message = {
      ...({ kind: 'mail', to: 'a@uni.test', subject: 'Secret subject' } as const),
      text: 'Secret words',
      html: '',
    };
    await at.outbox.add(at.db, { message, about: 'registered' });
    await at.db('outbox').update({ state: 'dead', reason: '550 no such user', settled_at: 1 });
    const bridge = await at.http();
    const path = '/api/admin/outbox';
    const { text } = await bridge.send({ path, token: at.root.token });
    const { counts, rows } = JSON.parse(text) as {
      counts: { dead: number };
      rows: { id: string; reason: string }[];
    };
    assert.deepEqual([counts.dead, rows[0]?.reason], [1, '550 no such user']);
    assert.ok(!text.includes('Secret'));
    const resend = { method: 'POST', path: `${path}/resend`, body: { ids: [rows[0]?.id] } };
    for (const token of [at.chief.token, at.plain.token]) {
      assert.equal((await bridge.send({ path, token })).code, 'admin/not-allowed');
      assert.equal((await bridge.send({ ...resend, token })).code, 'admin/not-allowed');
    }
    const done = await bridge.send({ ...resend, token: at.root.token });
    assert.equal(done.text, '{"count":1}');
    const [entry] = await at.audit.list({ isSystem: true, departmentIds: new Set() }, { limit: 1 });
    assert.deepEqual([entry?.action, entry?.actor?.name], ['outbox.resend', 'Root']);
    // Nobody writes to this address here: it is given up again or waits, and is not lost.
    assert.equal((await at.db('outbox').select('id')).length, 1);
  });

  it('sends nothing again without an entry in the audit log', async () => {
    const at = await registrationFixture(await open());
    const message = { kind: 'mail', to: 'a@uni.test', subject: 'x', text: 'x', html: '' } as const;
    await at.outbox.add(at.db, { message, about: 'registered' });
    await at.db('outbox').update({ state: 'dead', reason: '550 no such user', settled_at: 1 });
    const bridge = await at.http();
    await at.db.schema.dropTable('audit_entries');
    const path = '/api/admin/outbox/resend';
    const asked = { method: 'POST', path, token: at.root.token, body: { ids: 'all' } };
    assert.equal((await bridge.send(asked)).status, 500);
    const [row] = await at.db<{ state: string }>('outbox').select('state');
    assert.equal(row?.state, 'dead');
  });
});
