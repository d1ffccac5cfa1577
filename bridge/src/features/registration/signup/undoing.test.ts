import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { decidingFixture } from '../../../../test/deciding-fixture.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';

const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);

type Fixture = Awaited<ReturnType<typeof decidingFixture>>;
const textsOf = ({ sent }: Fixture) =>
  sent.map(({ about, message }) => [about, 'text' in message ? message.text : ''] as const);
const actions = async ({ audit }: Fixture) =>
  (await audit.list({ isSystem: true, departmentIds: new Set() }, { limit: 50 }))
    .filter(({ action }) => action.startsWith('application.'))
    .map(({ action, actor, departmentId }) => [action, actor?.id, departmentId]);

forEachDatabase('Refusing an application, and taking a decision back', (open) => {
  it('tells the applicant why, as text, in their language', async () => {
    const fixture = await decidingFixture(await open());
    const asked = { adminId: fixture.chief.id, id: await fixture.application() };
    const after = await fixture.deciding.refuse(asked, '工号不对\n<b>请核对</b>');
    assert.deepEqual([after.state, after.reason], ['refused', '工号不对\n<b>请核对</b>']);
    const [[about, text] = ['', '']] = textsOf(fixture);
    assert.equal(about, 'application-refused');
    assert.match(text, /未通过[^]*工号不对\n<b>请核对<\/b>/u);
    const { message } = fixture.sent[0] ?? {};
    assert.ok(message && 'html' in message && message.html.includes('&lt;b&gt;'));
  });

  it('of a refusal: it waits again, and the applicant is told', async () => {
    const fixture = await decidingFixture(await open());
    const asked = { adminId: fixture.chief.id, id: await fixture.application() };
    await fixture.deciding.refuse(asked, 'no');
    assert.equal((await fixture.deciding.undo(asked)).state, 'waiting');
    await fixture.deciding.accept(asked, null);
    assert.deepEqual(
      textsOf(fixture).map(([about]) => about),
      ['application-refused', 'application-reopened', 'application-accepted'],
    );
    assert.equal((await actions(fixture)).length, 3);
  });

  it('of an acceptance: whom nothing else names is deactivated, and comes back when accepted anew', async () => {
    const fixture = await decidingFixture(await open());
    const { deciding, chief, registry } = fixture;
    const asked = { adminId: chief.id, id: await fixture.application() };
    await deciding.accept(asked, null);
    const [person] = await registry.people.named('A1');
    await deciding.undo(asked);
    assert.equal(await registry.people.findActive(person?.id ?? ''), null);
    assert.deepEqual(await registry.departments.departmentsOf(person?.id ?? ''), []);
    const seen = await deciding.get(asked);
    await deciding.accept(asked, seen.outcome?.people[0]?.id ?? null);
    assert.equal((await registry.people.named('A1'))[0]?.id, person?.id);
  });

  it('not of somebody who has logged in since and is known by nothing else', async () => {
    const fixture = await decidingFixture(await open());
    const asked = { adminId: fixture.chief.id, id: await fixture.application() };
    await fixture.deciding.accept(asked, null);
    const [person] = await fixture.registry.people.named('A1');
    const session = newId();
    await fixture.db('sessions').insert({
      id: session,
      person_id: person?.id,
      access_digest: session,
      refresh_digest: session,
      access_expires_at: 1,
      rotated_at: 1,
      expires_at: 1,
      created_at: fixture.clock.now(),
    });
    await assert.rejects(fixture.deciding.undo(asked), refusedWith('application/undo-too-late'));
    assert.equal((await fixture.registry.people.findActive(person?.id ?? ''))?.campusNumber, 'A1');
    assert.equal((await fixture.deciding.get(asked)).state, 'accepted');
  });

  it('not while something newer depends on it, nor twice', async () => {
    const fixture = await decidingFixture(await open());
    const { deciding, chief } = fixture;
    const late = refusedWith('application/undo-too-late');
    const first = { adminId: chief.id, id: await fixture.application({ email: 'x@uni.test' }) };
    await assert.rejects(deciding.undo(first), late);
    await deciding.refuse(first, 'no');
    const second = { ...first, id: await fixture.application({ email: 'x@uni.test' }) };
    await assert.rejects(deciding.undo(first), late);
    await deciding.refuse(second, 'no');
    const tries = await Promise.allSettled([deciding.undo(first), deciding.undo(first)]);
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  });
});
