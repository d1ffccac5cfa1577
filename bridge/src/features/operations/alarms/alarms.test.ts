import assert from 'node:assert/strict';
import type { z } from 'zod';
import { adminFixture } from '../../../../test/admin-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { mailerInto } from '../../../../test/notification-mailer.ts';
import { runRawBridge } from '../../../../test/raw-bridge.ts';
import { createFakeFleet } from '../../../adapters/jitsi/fake-fleet.ts';
import type { Database } from '../../../kernel/database.ts';
import { createLog } from '../../../kernel/log.ts';
import type { Posting } from '../../notifications/outbox/index.ts';
import { createFleet } from '../fleet/index.ts';
import type { listAlarms } from './contract.ts';
import { createAlarms, type AlarmsDeps } from './index.ts';
import type { QueueFigures } from '../../meetings/index.ts';
import { syncTroubles, type SyncRun as SyncSeen } from './observing.ts';

type Alarms = z.output<(typeof listAlarms)['reply']>;
type SyncRun = Awaited<ReturnType<AlarmsDeps['syncService']['runs']>>[number];

const path = '/api/admin/operations/alarms';
const hour = 3_600_000;

interface QueuePlayed {
  queue: QueueFigures;
  cameIn: number[];
}

/** Who waits before rooms, as the test plays it. */
const queued = (played: QueuePlayed) => ({
  queue: () => Promise.resolve(played.queue),
  waits: () => Promise.resolve(played.cameIn),
});

/** What watches a fleet of two that the test plays, with two system admins who are told. */
async function watching(db: Database, change: Partial<AlarmsDeps['config']> = {}) {
  const at = await adminFixture(db);
  const second = await at.people.person('欧阳');
  await at.give(second, null);
  for (const [who, locale] of [
    [at.root, 'en'],
    [second, 'zh-CN'],
    [at.chief, 'en'],
  ] as const) {
    const email = `${who.id}@uni.test`;
    await db('people').where({ id: who.id }).update({ email, email_key: email, locale });
  }
  const jitsi = createFakeFleet(['jvb1', 'jvb2']);
  const sent: Posting[] = [];
  const outbox = {
    add: (_: Database, posting: Posting) => {
      sent.push(posting);
      return Promise.resolve();
    },
    carries: () => true,
  };
  const played = {
    isProsodyAway: false,
    runs: [] as SyncRun[],
    waitingSince: null as number | null,
    queue: { waiting: 0, longestMs: 0, onTheWay: 0, atOnce: 50, meetings: new Map() },
    cameIn: [] as number[],
  };
  const deps = { ...at, ...at.registry, db, log: createLog('silent') };
  const fleet = createFleet({
    ...deps,
    jitsi,
    rules: { stressThreshold: 0.8, mostOfOneMeeting: 80 },
    meetings: {
      open: () => Promise.resolve([]),
      presentIds: () => Promise.resolve(new Set()),
      figures: () => queued(played),
    },
  });
  const alarms = createAlarms({
    ...deps,
    people: at.registry.people,
    fleet,
    notifyByMail: mailerInto(outbox, { db, clock: at.clock }),
    conference: {
      server: {
        sizes: () => (played.isProsodyAway ? Promise.reject(new Error('away')) : Promise.resolve()),
      },
    },
    meetings: { figures: queued(played) },
    syncService: { runs: () => Promise.resolve(played.runs) },
    outbox: { status: () => Promise.resolve({ counts: {}, waitingSince: played.waitingSince }) },
    config: { ALARM_AFTER_SECONDS: 60, SYNC_SCHEDULE: '', ...change },
    campusZone: 'UTC',
    publicUrl: 'https://meet.uni.test',
  });
  const bridge = await runRawBridge(db, at.clock);
  const shown = async (): Promise<Alarms> =>
    JSON.parse((await bridge.send({ path, token: at.root.token })).text) as Alarms;
  return {
    ...at,
    second,
    jitsi,
    played,
    bridge,
    shown,
    /** Lets so much time pass, and looks every ten seconds of it. */
    after: async (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 10) {
        at.clock.move(10_000);
        for (const job of alarms.jobs) await job.work();
      }
    },
    open: async () => (await shown()).open.map(({ kind, subject }) => [kind, subject]),
    waiting: (isSystem: boolean) =>
      alarms.waiting[0]?.count({ scope: { isSystem } }) ?? Promise.resolve(-1),
    /** Mails since they were looked at last: to whom, and their subjects. */
    mails: () =>
      sent
        .splice(0)
        .flatMap(({ personId, message }) =>
          message.kind === 'mail'
            ? [{ to: personId, subject: message.subject, text: message.text }]
            : [],
        ),
  };
}

forEachDatabase('an alarm', (open) => {
  it('is raised after a minute, told once to each system admin in their language, and ended with a mail', async () => {
    const at = await watching(await open());
    at.jitsi.lose('jvb2');
    await at.after(60);
    assert.deepEqual(await at.open(), [], 'not yet');
    await at.after(60);
    assert.deepEqual(await at.open(), [['videobridge-down', 'jvb2']]);
    const mails = at.mails();
    assert.deepEqual(new Set(mails.map(({ to }) => to)), new Set([at.root.id, at.second.id]));
    const [english] = mails.filter(({ to }) => to === at.root.id);
    const [chinese] = mails.filter(({ to }) => to === at.second.id);
    assert.equal(english?.subject, 'Campus Meet: Videobridge jvb2 does not work');
    assert.match(english.text, /systemctl status campus-jvb-jvb\d/u);
    assert.match(english.text, /https:\/\/meet\.uni\.test\/admin\/operations/u);
    assert.match(chinese?.subject ?? '', /视频桥 jvb2 无法工作/u);
    await at.after(600);
    assert.deepEqual(at.mails(), [], 'once');
    at.jitsi.restore('jvb2');
    await at.after(120);
    const [over, ...more] = at.mails().filter(({ to }) => to === at.root.id);
    assert.equal(over?.subject, 'Campus Meet: Over: Videobridge jvb2 does not work');
    assert.deepEqual(more, []);
    const { open: left, over: ended } = await at.shown();
    assert.deepEqual([left.length, ended.map(({ kind }) => kind)], [0, ['videobridge-down']]);
    assert((ended[0]?.endedAt ?? 0) > (ended[0]?.since ?? 0));
  });

  it('is none while Prosody restarts: Jicofo knows no videobridge for twenty seconds', async () => {
    const at = await watching(await open());
    for (const id of ['jvb1', 'jvb2']) at.jitsi.lose(id);
    at.played.isProsodyAway = true;
    await at.after(20);
    at.played.isProsodyAway = false;
    for (const id of ['jvb1', 'jvb2']) at.jitsi.restore(id);
    await at.after(300);
    assert.deepEqual(await at.shown(), { open: [], over: [] });
    assert.deepEqual(at.mails(), []);
  });

  it('of what comes and goes is one', async () => {
    const at = await watching(await open());
    at.jitsi.isFocusThere = false;
    await at.after(90);
    assert.deepEqual(await at.open(), [['jicofo-silent', '']]);
    for (let time = 0; time < 3; time += 1) {
      at.jitsi.isFocusThere = true;
      await at.after(30);
      at.jitsi.isFocusThere = false;
      await at.after(30);
    }
    assert.equal(at.mails().length, 2);
    const { open: left, over } = await at.shown();
    assert.deepEqual([left.length, over.length], [1, 0]);
  });

  it('is acknowledged by name, once, in the audit log; it no longer waits', async () => {
    const at = await watching(await open());
    at.played.isProsodyAway = true;
    await at.after(90);
    assert.deepEqual([await at.waiting(true), await at.waiting(false)], [1, 0]);
    const [first] = (await at.shown()).open;
    const acknowledge = (token: string) =>
      at.bridge.send({ method: 'POST', path: `${path}/${first?.id ?? ''}/acknowledgement`, token });
    assert.equal((await acknowledge(at.chief.token)).code, 'admin/not-allowed');
    assert.equal((await acknowledge(at.root.token)).status, 200);
    assert.equal((await acknowledge(at.second.token)).status, 200);
    assert.equal((await at.shown()).open[0]?.acknowledged?.by, 'Root');
    assert.equal(await at.waiting(true), 0);
    const deeds = await at.db('audit_entries').where({ action: 'alarm.acknowledge' });
    assert.deepEqual(
      deeds.map((deed: { actor_id: string; subject_name: string }) => [
        deed.actor_id,
        deed.subject_name,
      ]),
      [[at.root.id, 'prosody-silent']],
    );
    assert.equal((await at.bridge.send({ path, token: at.plain.token })).code, 'admin/not-allowed');
  });
});

forEachDatabase('what alarms are raised for', (open) => {
  it('no videobridge, doubled relay ids, different versions, overload: each in its time', async () => {
    const at = await watching(await open());
    at.jitsi.change('jvb2', { relayId: 'jvb1', version: '2.4' });
    at.jitsi.change('jvb1', { isOverloaded: true });
    await at.after(70);
    assert.deepEqual(
      await at.open(),
      [
        ['videobridge-down', 'jvb2'],
        ['relay-ids-doubled', 'jvb1'],
      ].toSorted(),
    );
    await at.after(60);
    assert((await at.open()).some(([kind]) => kind === 'videobridge-overloaded'));
    assert(!(await at.open()).some(([kind]) => kind === 'versions-differ'));
    await at.after(180);
    assert((await at.open()).some(([kind]) => kind === 'versions-differ'));
    for (const id of ['jvb1', 'jvb2']) at.jitsi.change(id, { isOperational: false });
    await at.after(70);
    assert((await at.open()).some(([kind]) => kind === 'no-videobridge'));
  });

  it('one that is drained for another version is no alarm', async () => {
    const at = await watching(await open());
    at.jitsi.change('jvb2', { version: '2.4', isDraining: true });
    await at.after(600);
    assert.deepEqual(await at.open(), []);
  });

  it('a sync that failed, one that is overdue, messages that do not get away: at once', async () => {
    const at = await watching(await open(), { SYNC_SCHEDULE: '0 * * * *' });
    const now = at.clock.now();
    const run = (source: string, state: SyncRun['state'], startedAt: number): SyncRun =>
      ({ source, scope: 'all', kind: 'full', state, startedAt }) as SyncRun;
    at.played.runs = [run('ldap', 'failed', now), run('ldap', 'applied', now - hour)];
    at.played.waitingSince = now - hour;
    await at.after(10);
    assert.deepEqual((await at.open()).toSorted(), [
      ['outbox-stuck', ''],
      ['sync-failed', 'ldap'],
    ]);
    at.played.runs = [run('ldap', 'applied', now), run('moodle', 'applied', now - 3 * hour)];
    at.played.waitingSince = null;
    at.clock.move(hour);
    await at.after(20);
    const kinds = (await at.open()).map(([kind]) => kind);
    assert(!kinds.includes('outbox-stuck') && !kinds.includes('sync-failed'));
  });
});

describe('a sync', () => {
  const due = 1_790_000_000_000;
  const run = (change: Partial<SyncSeen> = {}): SyncSeen => ({
    source: 'ldap',
    scope: 'all',
    state: 'applied',
    kind: 'full',
    startedAt: due - 24 * hour,
    ...change,
  });
  const kinds = (runs: SyncSeen[], now: number, dueAt: number | null = due) =>
    syncTroubles({ runs, dueAt, now }).map(({ kind, subject }) => [kind, subject]);

  it('is overdue an hour after it was due; not before, not once it began, not without times', () => {
    const overdue = [['sync-overdue', 'ldap']];
    assert.deepEqual(kinds([run()], due + hour + 1), overdue);
    assert.deepEqual(
      kinds([run({ kind: 'changes', startedAt: due }), run()], due + 2 * hour),
      overdue,
    );
    assert.deepEqual(kinds([run()], due + hour), []);
    assert.deepEqual(kinds([run({ startedAt: due, state: 'running' })], due + 2 * hour), []);
    assert.deepEqual(kinds([run()], due + 2 * hour, null), []);
    assert.deepEqual(kinds([], due + 2 * hour), [], 'a source that was never read');
  });

  it('of many scopes has failed where the latest of one of them has', () => {
    const runs = [
      run({ scope: 'a', startedAt: due }),
      run({ scope: 'b', startedAt: due, state: 'failed' }),
      run({ scope: 'a', state: 'failed' }),
    ];
    assert.deepEqual(kinds(runs, due), [['sync-failed', 'ldap']]);
  });
});
