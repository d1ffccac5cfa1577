import assert from 'node:assert/strict';
import pino from 'pino';
import { becomes } from '../../test/becomes.ts';
import { bridgeSettings } from '../../test/bridge-settings.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { playedFleet } from '../../test/fleet-servers.ts';
import { composeFleet } from './fleet.ts';
import { readConfig } from '../app/config.ts';
import type { Database } from '../kernel/database.ts';
import { videobridgesCommand } from './videobridges.ts';

/** The command beside two videobridges that the test plays, on a clock on which every look is a new one. */
async function beside(db: Database) {
  const { fleet, settings } = await playedFleet(['jvb1', 'jvb2']);
  let now = Date.now();
  const clock = { now: () => (now += 6_000) };
  const config = readConfig({ ...bridgeSettings, ...settings });
  const composed = composeFleet({ config, db, clock, log: pino({ level: 'silent' }) });
  const said: string[] = [];
  const run = (...args: string[]): Promise<number> =>
    videobridgesCommand({ fleet: composed, lookEvery: 1 }, args, (line) => void said.push(line));
  return { fleet, composed, run, said, db };
}

forEachDatabase('npm run campus -- videobridges', (open) => {
  it('lists them with people, load and version', async () => {
    const { fleet, run, said } = await beside(await open());
    fleet.enter('physics', 3);
    fleet.change('jvb1', { stress: 0.25, region: 'east' });
    assert.equal(await run(), 0);
    assert.match(said[0] ?? '', /^jvb1 {2}well {2}2 people {2}load 25 % {2}east/u);
    assert.match(said[1] ?? '', /^jvb2 {2}well {2}1 people/u);
  });

  it('drains one for an upgrade and waits until its people have gone by themselves', async () => {
    const { fleet, run, said } = await beside(await open());
    fleet.enter('physics', 3);
    const drained = run('drain', 'jvb1', '--wait');
    await becomes(() => Promise.resolve(said.at(-1)), 'jvb1: 2 people on it');
    // Newcomers go elsewhere meanwhile.
    fleet.enter('chemistry', 2);
    assert.equal((await fleet.videobridge('jvb1')).meetings[0]?.people, 2);
    await fleet.movePeople((await fleet.focus()).videobridges[0]?.jid ?? '', 2);
    assert.equal(await drained, 0);
    assert.equal(said.at(-1), 'jvb1: done.');
  });

  it('calls its people to the others where nobody wants to wait', async () => {
    const { fleet, run, said } = await beside(await open());
    fleet.enter('physics', 4);
    assert.equal(await run('drain', 'jvb1', '--move', '--wait'), 0);
    assert.ok(said.includes('jvb1: 2 people are called to the others.'));
    assert.equal((await fleet.videobridge('jvb2')).meetings[0]?.people, 4);
  });

  it('moves nobody before Jicofo has heard of the drain (a real one hears it seconds later)', async () => {
    const { fleet, composed, run, said } = await beside(await open());
    fleet.enter('physics', 4);
    const { servers } = composed;
    let looks = 0;
    composed.servers = async () => {
      looks += 1;
      const seen = await servers();
      const heard = looks > 3;
      return {
        ...seen,
        videobridges: seen.videobridges.map((one) => ({ ...one, mayMove: one.mayMove && heard })),
      };
    };
    const { move } = composed;
    composed.move = async (...args) => {
      assert.ok(looks > 3);
      return move(...args);
    };
    assert.equal(await run('drain', 'jvb1', '--move', '--wait'), 0);
    assert.ok(said.includes('jvb1: 2 people are called to the others.'));
  });

  it('takes one back, and waits until Jicofo sends people there', async () => {
    const { fleet, run, said } = await beside(await open());
    await run('drain', 'jvb1');
    fleet.lose('jvb1');
    fleet.restore('jvb1');
    fleet.change('jvb1', { isOperational: false });
    const back = run('undrain', 'jvb1', '--wait');
    await becomes(() => Promise.resolve(said.at(-1)), 'jvb1: ill');
    fleet.change('jvb1', { isOperational: true });
    assert.equal(await back, 0);
  });

  it('stands in the audit log, as done at the command line', async () => {
    const { run, db } = await beside(await open());
    await run('drain', 'jvb2');
    await run('undrain', 'jvb2');
    const entries = (await db('audit_entries').orderBy('seq')) as Record<string, unknown>[];
    assert.deepEqual(
      entries.map(({ action, actor_id: by, subject_id: id }) => [action, by, id]),
      [
        ['videobridge.drain', null, 'jvb2'],
        ['videobridge.undrain', null, 'jvb2'],
      ],
    );
  });

  it('says what is wrong: an unknown one, one that is away, wrong use', async () => {
    const { fleet, run, said } = await beside(await open());
    assert.equal(await run('drain', 'jvb9'), 64);
    assert.match(said.at(-1) ?? '', /^fleet\/videobridge-unknown: .* .*/u);
    fleet.lose('jvb1');
    assert.equal(await run('drain', 'jvb1'), 69);
    assert.match(said.at(-1) ?? '', /^fleet\/unavailable: .* .*/u);
    for (const wrong of [
      ['drain'],
      ['drain', 'a', 'b'],
      ['undrain', 'a', '--move'],
      ['end', 'a'],
      ['list', 'x'],
    ]) {
      assert.equal(await run(...wrong), 64, wrong.join(' '));
    }
  });
});
