import assert from 'node:assert/strict';
import { adminFixture as fixture } from '../../test/admin-fixture.ts';
import type { Actor } from '../../test/campus.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { operations, runRawBridge } from '../../test/raw-bridge.ts';
import { adminsCommand } from '../cli/admins.ts';
import { isFailure } from '../kernel/failure.ts';

forEachDatabase('roles and scopes', (open) => {
  it('let a department admin see the people of the own units and below, and of nobody else', async () => {
    const at = await fixture(await open());
    const bridge = await runRawBridge(at.db, at.clock);
    const names = async (who: Actor, query = '') => {
      const { text } = await bridge.send({ path: `/api/admin/people${query}`, token: who.token });
      return (JSON.parse(text) as { people: { name: string }[] }).people
        .map(({ name }) => name)
        .sort();
    };
    assert.deepEqual(await names(at.chief), [
      'Chief of sciences',
      'Former physicist',
      'Physicist 物理',
    ]);
    assert.deepEqual(await names(at.other), ['Chief of arts', 'Painter %_']);
    assert.equal((await names(at.root)).length, 7);
    assert.deepEqual(await names(at.chief, '?search=painter'), []);
    assert.deepEqual(await names(at.root, '?search=%25_'), ['Painter %_']);
    assert.deepEqual(await names(at.chief, `?departmentId=${at.physics.id}`), [
      'Former physicist',
      'Physicist 物理',
    ]);
    const foreign = await bridge.send({
      path: `/api/admin/people?departmentId=${at.arts.id}`,
      token: at.chief.token,
    });
    const unknown = await bridge.send({
      path: `/api/admin/people?departmentId=${at.plain.id}`,
      token: at.chief.token,
    });
    assert.deepEqual(
      [foreign.code, unknown.code],
      ['department/not-found', 'department/not-found'],
    );
  });
  it('page through people without leaving one out, and export them as a sheet', async () => {
    const at = await fixture(await open());
    const bridge = await runRawBridge(at.db, at.clock);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const answer = await bridge.send({
        path: `/api/admin/people?limit=2${cursor}`,
        token: at.root.token,
      });
      const page = JSON.parse(answer.text) as { people: { id: string }[]; next: string | null };
      seen.push(...page.people.map(({ id }) => id));
      next = page.next;
    }
    assert.equal(new Set(seen).size, 7);
    assert.equal(seen.length, 7);
    const sheet = await bridge.send({
      path: '/api/admin/people/export?form=csv',
      token: at.chief.token,
    });
    assert.match(
      sheet.headers.get('content-disposition') ?? '',
      /attachment; filename="people.csv"/u,
    );
    assert.ok(sheet.text.includes('Physicist 物理') && !sheet.text.includes('Painter'));
  });
  it('give nothing below /api/admin to students, and to department admins nothing of the system’s', async () => {
    const at = await fixture(await open());
    const bridge = await runRawBridge(at.db, at.clock);
    const below = (await operations(bridge.base)).filter(({ path }) =>
      path.startsWith('/api/admin/'),
    );
    assert.ok(below.length >= 8);
    for (const { id, method, path } of below.filter(({ id }) => id !== 'getMyAdministration')) {
      const said = { role: 'system', personId: at.plain.id };
      const body = method === 'GET' ? {} : { body: id === 'giveGrant' ? said : {} };
      const answer = await bridge.send({ method, path, token: at.plain.token, ...body });
      assert.ok(
        ['admin/not-allowed', 'request/invalid'].includes(answer.code ?? ''),
        `${id}: ${answer.text}`,
      );
      const signedOut = await bridge.send({ method, path, ...body });
      assert.equal(signedOut.code, 'session/missing', id);
    }
    const escalation = {
      method: 'POST',
      path: '/api/admin/grants',
      token: at.chief.token,
      body: { role: 'system', personId: at.chief.id },
    };
    assert.equal((await bridge.send(escalation)).code, 'admin/not-allowed');
    assert.equal(
      (await bridge.send({ path: '/api/admin/grants', token: at.chief.token })).code,
      'admin/not-allowed',
    );
  });
  it('end with the unit: a grant on a unit that is gone reaches nobody', async () => {
    const at = await fixture(await open());
    await at.db('departments').where({ id: at.arts.id }).update({ status: 'removed' });
    assert.equal(await at.roles.scopeOf(at.other.id), null);
  });
  it('hold who is in a unit of the scope, and who was when they are in none', async () => {
    const at = await fixture(await open());
    const scope = await at.roles.require(at.chief.id);
    const holds = (who: Actor) => at.roles.holds(scope, who.id);
    assert.deepEqual(await Promise.all([at.physicist, at.gone, at.painter, at.plain].map(holds)), [
      true,
      true,
      false,
      false,
    ]);
  });
  it('never take the last system admin away, of two at the same moment either', async () => {
    const at = await fixture(await open());
    const [root] = (await at.roles.grants()).filter(({ role }) => role === 'system');
    await assert.rejects(at.roles.take(root?.id ?? '', null), { code: 'admin/last-system-admin' });
    const second = await at.give(at.plain, null);
    const both = await Promise.allSettled(
      [root?.id ?? '', second.id].map((id) => at.roles.take(id, null)),
    );
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.ok(
      both.every(
        (one) => one.status === 'fulfilled' || isFailure(one.reason, 'admin/last-system-admin'),
      ),
    );
  });
  it('are given twice as once, and not to who is deactivated or for a unit that is not there', async () => {
    const at = await fixture(await open());
    const one = await at.give(at.plain, at.arts.id);
    const two = await at.give(at.plain, at.arts.id);
    assert.equal(one.id, two.id);
    const left = await at.people.person('Left', { status: 'deactivated' });
    await assert.rejects(at.give(left, null), { code: 'admin/person-inactive' });
    await assert.rejects(at.give(at.plain, at.plain.id), { code: 'department/not-found' });
  });
  it('are given by campus number at the command line', async () => {
    const at = await fixture(await open());
    const lines: string[] = [];
    const run = (...args: string[]) => adminsCommand(at.registry, args, (line) => lines.push(line));
    assert.equal(await run('add', '--person', 'C1'), 0);
    assert.equal((await at.roles.require(at.chief.id)).isSystem, true);
    assert.equal(await run('add', '--person', 'nobody'), 64);
    assert.equal(await run(), 0);
    assert.ok(lines.some((line) => line.endsWith('Chief of sciences  everything')));
  });
});
