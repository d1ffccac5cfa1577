import assert from 'node:assert/strict';
import { campus } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { runRawBridge } from '../../../../test/raw-bridge.ts';
import { bridgeSettings } from '../../../../test/bridge-settings.ts';
import { composeRegistry } from '../../../app/registry.ts';
import { readConfig } from '../../../app/config.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { createLog } from '../../../kernel/log.ts';
import type { CapacityPlan } from './contract.ts';

async function fixture(db: Database) {
  const clock = settableClock();
  const people = campus(db, clock);
  const bridge = await runRawBridge(db, clock);
  const deps = { config: readConfig(bridgeSettings), db, clock, log: createLog('silent') };
  const root = await people.person('Root');
  const student = await people.person('Student');
  const office = { role: 'system' as const, personId: root.id, departmentId: null, actorId: null };
  await composeRegistry(deps).roles.give(office);
  const ask = (token: string | undefined, query: string) =>
    bridge.send({
      path: `/api/admin/operations/capacity?${query}`,
      ...(token === undefined ? {} : { token }),
    });
  return { ask, root, student };
}

forEachDatabase('planning the videobridges over HTTP', (open) => {
  it('answers a system admin, and nobody else', async () => {
    const { ask, root, student } = await fixture(await open());
    const plan = JSON.parse((await ask(root.token, 'participants=500')).text) as CapacityPlan;
    assert.equal(plan.needed, 7);
    assert.equal(plan.question.share, true);
    assert.equal((await ask(student.token, 'participants=500')).code, 'admin/not-allowed');
    assert.equal((await ask(undefined, 'participants=500')).code, 'session/missing');
  });

  it('says which number is wrong', async () => {
    const { ask, root } = await fixture(await open());
    for (const query of [
      '',
      'participants=0',
      'participants=500&share=perhaps',
      'participants=9&x=1',
    ]) {
      assert.equal((await ask(root.token, query)).code, 'request/invalid', query);
    }
    const off = JSON.parse(
      (await ask(root.token, 'participants=9&share=false')).text,
    ) as CapacityPlan;
    assert.equal(off.question.share, false);
  });
});
