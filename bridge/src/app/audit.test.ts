import assert from 'node:assert/strict';
import { adminFixture as fixture } from '../../test/admin-fixture.ts';
import type { Actor } from '../../test/campus.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { runRawBridge } from '../../test/raw-bridge.ts';

forEachDatabase('the audit log', (open) => {
  it('says who did what before and after, to admins of that unit only; and is searched and exported', async () => {
    const at = await fixture(await open());
    const bridge = await runRawBridge(at.db, at.clock);
    const body = { role: 'department', personId: at.plain.id, departmentId: at.physics.id };
    const given = await bridge.send({
      method: 'POST',
      path: '/api/admin/grants',
      token: at.root.token,
      body,
    });
    assert.equal(given.status, 200, given.text);
    const read = async (who: Actor, query = '') => {
      const { text } = await bridge.send({ path: `/api/admin/audit${query}`, token: who.token });
      return (
        JSON.parse(text) as {
          entries: { actor: { name: string } | null; subject: { name: string }; after: unknown }[];
        }
      ).entries;
    };
    const [newest] = await read(at.chief);
    const subject = [newest?.actor?.name, newest?.subject.name];
    assert.deepEqual(
      [...subject, newest?.after],
      ['Root', 'Student', { role: 'department', department: at.physics.externalId }],
    );
    assert.ok((await read(at.other)).every(({ subject }) => subject.name !== 'Student'));
    assert.equal((await read(at.root, '?search=STUDENT')).length, 1);
    assert.equal((await read(at.root, '?search=nothing%25')).length, 0);
    assert.equal((await read(at.root, '?limit=2')).length, 2);
    const csv = await bridge.send({ path: '/api/admin/audit/export', token: at.chief.token });
    assert.ok(csv.text.includes('grant.give') && !csv.text.includes('Chief of arts'));
  });
  it('keeps nothing of what was rolled back', async () => {
    const at = await fixture(await open());
    const before = await at.audit.list(
      { isSystem: true, departmentIds: new Set() },
      { limit: 100 },
    );
    const broken = at.db.transaction(async (trx) => {
      const subject = { kind: 'person', id: at.plain.id, name: 'Student' };
      await at.audit.record(trx, {
        actorId: at.root.id,
        action: 'x.y',
        subject,
        scopeDepartmentId: null,
        before: 1,
        after: 2,
      });
      throw new Error('broken');
    });
    await assert.rejects(broken);
    const after = await at.audit.list({ isSystem: true, departmentIds: new Set() }, { limit: 100 });
    assert.equal(after.length, before.length);
  });
});
