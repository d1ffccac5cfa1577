import assert from 'node:assert/strict';
import { directoryFixture } from '../../../../../test/directory-fixture.ts';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { composeRegistry } from '../../../../app/registry.ts';
import { readConfig } from '../../../../app/config.ts';
import { bridgeSettings } from '../../../../../test/bridge-settings.ts';
import { quietLog } from '../../../../../test/roster-fixtures.ts';
import {
  applyDirectoryRun,
  checkDirectory,
  getDirectoryRun,
  type DirectoryRun,
} from './contract.ts';

forEachDatabase('runs over parts of a directory at the same time', (open) => {
  it('a schedule of another process, and two admins, one below the other: each change is made once', async () => {
    const at = await directoryFixture(await open());
    // The schedule is another bridge's.
    const config = readConfig({
      ...bridgeSettings,
      LDAP_URL: at.server.url,
      LDAP_BASE: 'dc=uni,dc=test',
      LDAP_BIND_DN: at.server.bind.dn,
      LDAP_BIND_PASSWORD: at.server.bind.password,
    });
    const { syncService } = composeRegistry({ config, db: at.db, clock: at.clock, log: quietLog });
    for (let round = 0; round < 3; round += 1) {
      const uids = Array.from({ length: 20 }, (_, n) => `r${round}n${n}`);
      for (const [n, uid] of uids.entries()) at.list(uid, n % 2 === 0 ? 'physics' : 'sciences');
      at.remove(`r${round - 1}n0`);
      const held = await Promise.all([at.check(at.chief), at.check(at.deputy)]);
      const ended = await Promise.all([
        syncService.run('ldap').then(([run]) => run?.state),
        ...held.map(async (run, index) => {
          const who = index === 0 ? at.chief : at.deputy;
          const asked = { params: { runId: run.id }, body: { removals: run.removals } };
          // The schedule may have been first: then there is nothing to say yes to any more.
          const { code } = await at.bridge.ask(who, applyDirectoryRun, asked);
          if (code !== undefined) return code;
          return (await at.ended(who, run.id)).state;
        }),
      ]);
      const fine = ['applied', 'unchanged', 'roster/run-not-found'];
      assert.ok(
        ended.every((state) => fine.includes(state ?? '')),
        ended.join(),
      );
      for (const [n, uid] of uids.entries()) {
        assert.deepEqual(await at.placesOf(uid), [n % 2 === 0 ? 'Physics' : 'Sciences']);
      }
      const people = await at.db('people').where('campus_number', 'like', `N-R${round}N%`);
      assert.equal(people.length, 20, 'nobody twice');
    }
    assert.equal((await at.personOf('r1n0')).status, 'deactivated');
    assert.equal((await at.check(at.root)).state, 'unchanged', 'nothing is lost');
  });

  it('of one part only one goes on; of two parts both do', async () => {
    const at = await directoryFixture(await open());
    at.server.delay = 300;
    const begin = (who: typeof at.chief) =>
      at.bridge.ask(who, checkDirectory, { body: { source: 'ldap' } });
    const began = await Promise.all([begin(at.chief), begin(at.chief), begin(at.other)]);
    const run = began.find(({ code }) => code === undefined);
    const look = { params: { runId: run?.reply.id ?? '' } };
    const { reply: seen } = await at.bridge.ask(at.chief, getDirectoryRun, look);
    assert.deepEqual([seen.state, seen.progress?.phase], ['running', 'reading']);
    const codes = began.map(({ code }) => code ?? 'ok').sort();
    assert.deepEqual(codes, ['ok', 'ok', 'roster/already-running']);
    const runs = began.filter(({ code }) => code === undefined).map(({ reply }) => reply.id);
    const ended: DirectoryRun[] = await Promise.all(runs.map((id) => at.ended(at.root, id)));
    assert.deepEqual(
      ended.map(({ state }) => state),
      ['unchanged', 'unchanged'],
    );
  });

  it('a directory that is away, or says no, leaves everybody as they were, and says which it was', async () => {
    const at = await directoryFixture(await open());
    at.remove('bohr');
    at.server.bind.password = 'changed';
    const refused = await at.check(at.chief);
    await at.server.stop();
    const away = await at.check(at.chief);
    assert.deepEqual(
      [refused, away].map(({ state, failure }) => [state, failure]),
      [
        ['failed', 'directory/refused'],
        ['failed', 'directory/unavailable'],
      ],
    );
    assert.deepEqual(await at.placesOf('bohr'), ['Physics']);
  });
});
