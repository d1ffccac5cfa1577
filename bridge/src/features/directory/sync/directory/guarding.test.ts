import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { becomes } from '../../../../../test/becomes.ts';
import type { Actor } from '../../../../../test/campus.ts';
import { directoryFixture } from '../../../../../test/directory-fixture.ts';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { listUnits, searchAddressBook } from '../../address-book/contract.ts';
import { countInvitees } from '../../../calls/contract.ts';
import { listAudit } from '../../../audit/contract.ts';
import { checkDirectory, listDirectoryRuns, type DirectoryRun } from './contract.ts';

type Fixture = Awaited<ReturnType<typeof directoryFixture>>;

const runsOf = async (at: Fixture, who: Actor): Promise<DirectoryRun[]> =>
  (await at.bridge.ask(who, listDirectoryRuns)).reply.runs;

/** Every way to a run, with what each answers. */
async function waysTo(at: Fixture, who: Actor | null, runId: string): Promise<string[]> {
  const path = `/api/admin/directory/${runId}`;
  const ways = [
    ...[`GET ${path}`, `GET ${path}/changes?limit=1`, `GET ${path}/changes?after=1&search=a`],
    ...[`GET ${path}/export?form=csv`, `POST ${path}/apply`, `POST ${path}/reject`],
  ];
  const got: string[] = [];
  for (const way of ways) {
    const [method = '', target = ''] = way.split(' ');
    const body = target.endsWith('/apply') ? { removals: null } : {};
    const token = who ? { token: who.token } : {};
    const answer = await at.bridge.send({ method, path: target, body, ...token });
    got.push(answer.code ?? 'ok');
  }
  return [...new Set(got)];
}

forEachDatabase('a run over a part of the directory', (open) => {
  it('is of its department alone: to all others it is not there, in any way', async () => {
    const at = await directoryFixture(await open());
    at.list('hahn', 'sciences', { givenname: '=1+1', sn: '<b>' });
    at.list('born', 'physics');
    const run = await at.check(at.chief);
    assert.deepEqual(await waysTo(at, at.other, run.id), ['roster/run-not-found']);
    assert.deepEqual(await waysTo(at, at.other, randomUUID()), ['roster/run-not-found']);
    assert.deepEqual(await waysTo(at, at.plain, run.id), ['admin/not-allowed']);
    assert.deepEqual(await waysTo(at, null, run.id), ['session/missing']);
    const source = { body: { source: 'ldap' } };
    assert.equal((await at.bridge.ask(at.plain, checkDirectory, source)).code, 'admin/not-allowed');
    const unknown = await at.bridge.ask(at.chief, checkDirectory, { body: { source: 'moodle' } });
    assert.equal(unknown.code, 'roster/source-unknown');
    // Whoever has a part of it sees that part, and does not decide about the rest.
    assert.deepEqual(
      (await at.changes(at.deputy, run)).map(({ name }) => name),
      ['Fang born'],
    );
    const [theirs] = await runsOf(at, at.deputy);
    assert.deepEqual([theirs?.id, theirs?.isMine, theirs?.counts.joins], [run.id, false, 1]);
    const nested = await waysTo(at, at.deputy, run.id);
    assert.deepEqual(nested, ['ok', 'roster/run-not-found']);
    const sheet = await at.bridge.send({
      path: `/api/admin/directory/${run.id}/export?form=csv&language=en`,
      token: at.chief.token,
    });
    assert.match(sheet.text, /Fang born[^]*N-BORN[^]*Physics/u);
    assert.match(sheet.text, /=1\+1 <b>/u);
    assert.doesNotMatch(sheet.text, /(^|[\r\n,;"])=/u, 'no cell is a formula');
    assert.equal((await at.ended(at.chief, run.id)).state, 'needs-confirmation', 'still as it was');
    assert.deepEqual(
      (await runsOf(at, at.other)).map(({ units }) => units),
      [null],
    );
  });

  it('lists entries that were passed over and who may be whom; of people elsewhere only that there is one', async () => {
    const at = await directoryFixture(await open());
    const entry = { objectclass: 'inetOrgPerson', cn: 'No Key', sn: 'Key' };
    at.entries.set(`uid=nokey,${at.units.physics}`, entry);
    at.list('bohr2', 'physics', { mail: 'bohr@uni.test', employeenumber: 'other' });
    at.list('klee2', 'sciences', { mail: 'klee@uni.test', employeenumber: 'another' });
    const run = await at.check(at.chief);
    const listed = await at.changes(at.chief, run);
    const conflicts = listed.flatMap(({ conflict }) => conflict ?? []);
    assert.deepEqual(
      conflicts.map(({ key, reason, names, others }) => [key, reason, names, others]),
      [
        ['email', 'contradiction', ['Fang bohr'], 0],
        ['email', 'contradiction', [], 1],
      ],
    );
    const [passed] = listed.filter(({ kind }) => kind === 'passed-over');
    assert.match(passed?.name ?? '', /nokey/u);
    assert.equal(passed?.problem?.field, 'entryUUID');
    const theirs = await at.check(at.other);
    assert.deepEqual([theirs.state, theirs.counts['passed-over']], ['unchanged', 0]);
  });

  it('over everything shows a department what it did there, and nothing while it waits', async () => {
    const at = await directoryFixture(await open());
    at.list('born', 'physics');
    at.list('klee', 'physics', { sn: 'Klee-Neu' });
    const held = await at.check(at.root);
    assert.deepEqual(await waysTo(at, at.deputy, held.id), ['roster/run-not-found']);
    const lms = `/api/admin/rosters/${held.id}/apply`;
    const past = await at.bridge.send({
      method: 'POST',
      path: lms,
      token: at.root.token,
      body: {},
    });
    assert.equal(past.code, 'roster/run-not-found', 'no way past the number of removals');
    const run = await at.apply(at.root, held);
    const seen = (await at.changes(at.deputy, run)).map(({ kind, name, from }) => [
      kind,
      name,
      from,
    ]);
    const nobody = { names: [], others: 0 };
    const elsewhere = { names: [], others: 1 };
    // Who came from elsewhere brings neither the name of it nor what was known of them there.
    assert.deepEqual(seen, [
      ['joins', 'Fang born', nobody],
      ['moves', 'Fang Klee-Neu', elsewhere],
    ]);
    assert.deepEqual(
      (await at.changes(at.other, run)).map(({ kind, to }) => [kind, to]),
      [['moves', elsewhere]],
    );
    assert.equal((await at.changes(at.root, run)).length, 3);
    const log = await at.bridge.ask(at.chief, listAudit, { query: { action: 'roster.apply' } });
    assert.deepEqual(log.reply.entries, [], 'of the system alone');
  });

  it('pages through many changes, each once, by kind, name and number', async () => {
    const at = await directoryFixture(await open());
    for (let n = 0; n < 1_200; n += 1) at.list(`many${n}`, 'physics');
    const run = await at.check(at.chief);
    assert.equal(run.counts.joins, 1_200);
    const numbers: number[] = [];
    for (let after: number | null = 0; after !== null;) {
      const query = `limit=200&after=${after}&kind=joins`;
      const path = `/api/admin/directory/${run.id}/changes?${query}`;
      const { text } = await at.bridge.send({ path, token: at.chief.token });
      const page = JSON.parse(text) as { changes: { number: number }[]; next: number | null };
      numbers.push(...page.changes.map(({ number }) => number));
      after = page.next;
    }
    assert.equal(new Set(numbers).size, 1_200);
    assert.equal(numbers.length, 1_200);
    const found = await at.changes(at.chief, run, { search: 'N-MANY1199' });
    assert.deepEqual(
      found.map(({ name }) => name),
      ['Fang many1199'],
    );
    assert.deepEqual(await at.changes(at.chief, run, { search: '%' }), []);
  });

  it('is found in a long history, page by page, each once', async () => {
    const at = await directoryFixture(await open());
    for (let n = 0; n < 23; n += 1) await at.check(at.deputy);
    const ids: string[] = [];
    for (let before: string | null = ''; before !== null;) {
      const query: Record<string, string> = before === '' ? {} : { before };
      const { reply } = await at.bridge.ask(at.deputy, listDirectoryRuns, { query });
      ids.push(...reply.runs.map(({ id }) => id));
      before = reply.next;
    }
    assert.deepEqual([ids.length, new Set(ids).size], [24, 24], 'and the first of everything');
  });

  it('asks for the number where many would go, and once more where others would go than were shown', async () => {
    const at = await directoryFixture(await open());
    for (let n = 0; n < 12; n += 1) at.list(`p${n}`, 'physics');
    await at.apply(at.chief, await at.check(at.chief));
    for (let n = 0; n < 8; n += 1) at.remove(`p${n}`);
    const run = await at.check(at.deputy);
    assert.equal(run.removals, 8);
    const refused = await waysTo(at, at.deputy, run.id);
    assert.ok(refused.includes('roster/too-many-removals'), refused.join());
    const again = await at.check(at.deputy);
    // Somebody comes by another run, whom the directory did not list when it was looked at.
    at.list('late', 'physics');
    await at.apply(at.chief, await at.check(at.chief));
    const asked = await at.apply(at.deputy, { ...again, removals: 8 });
    assert.deepEqual([asked.state, asked.isAskedAgain], ['needs-confirmation', true]);
    assert.equal(asked.decidedBy, null);
    const leaves = (await at.changes(at.deputy, asked)).map(({ name }) => name);
    assert.deepEqual(leaves, ['Fang late']);
    assert.deepEqual(await at.placesOf('late'), ['Physics'], 'nothing was done');
    await at.apply(at.deputy, await at.check(at.deputy));
    assert.deepEqual(await at.placesOf('late'), ['Physics']);
  });

  it('is seen in the address book and by who rings the department, at once', async () => {
    const at = await directoryFixture(await open());
    const unit = await at.idOf('physics');
    const host = await at.people.person('Host');
    await at.people.course(host, []);
    const meetingId = await at.bridge.meetingOf(host);
    const rung = async () => {
      const asked = { params: { meetingId }, body: { departmentIds: [unit] } };
      return (await at.bridge.ask(host, countInvitees, asked)).reply.size;
    };
    const listed = async () => {
      const query = { departmentId: unit };
      const { reply } = await at.bridge.ask(host, searchAddressBook, { query });
      return reply.entries.map(({ name }) => name).sort();
    };
    assert.equal(await rung(), 2);
    at.list('born', 'physics');
    at.remove('planck');
    at.list('bohr', 'arts');
    await at.apply(at.deputy, await at.check(at.deputy));
    assert.equal(await rung(), 1);
    await becomes(listed, ['Fang born']);
    const { reply } = await at.bridge.ask(host, listUnits);
    assert.ok(reply.departments.some(({ id }) => id === unit));
  });
});
