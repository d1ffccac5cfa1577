import assert from 'node:assert/strict';
import pino from 'pino';
import { campus } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { settableClock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { createEvents } from '../../kernel/events.ts';
import { Failure } from '../../kernel/failure.ts';
import { newId } from '../../kernel/ids.ts';
import type { Invitee } from './call.ts';
import { createAnswering } from './answering.ts';
import { createMissedRepository } from './missed-repository.ts';
import { createMoves } from './moves.ts';
import { createCallRepository } from './repository.ts';
import { createRinging } from './ringing.ts';
import { createSettingsRepository } from './settings-repository.ts';
import { createCallPublisher } from './publisher.ts';
import type { CallChanged } from './call-changes.ts';
import type { OfflineNotifier } from './ports.ts';
import type { CallRecord } from './rows.ts';

/** One person who is called and has no panel open; the outside world is the test's. */
async function fixture(db: Database) {
  const clock = settableClock();
  const log = pino({ level: 'silent' });
  const person = await campus(db, clock).person('王芳');
  const world = {
    by: 'push' as 'push' | 'mail' | null,
    reached: [] as Parameters<OfflineNotifier['notifyOffline']>[0][],
    granted: [] as string[],
    notified: [] as CallChanged[],
    isBroken: false,
    isBanned: false,
    running: true,
  };
  const repository = createCallRepository(db);
  const events = createEvents(log);
  events.subscribe({ 'call.changed': (changed) => void world.notified.push(changed) });
  const publisher = createCallPublisher(events, 1);
  const meetings = {
    grantByCall: ({ personId }: { personId: string }) => {
      if (world.isBanned) return Promise.reject(new Failure('meeting/not-allowed'));
      world.granted.push(personId);
      return Promise.resolve();
    },
    whereabouts: () => Promise.resolve(new Map<string, Set<string>>()),
    deserted: () => Promise.resolve(new Map<string, Set<string>>()),
    running: (ids: readonly string[]) => Promise.resolve(new Set(world.running ? ids : [])),
  };
  const moves = createMoves({ repository, publisher, meetings, clock, log });
  const addressBook = { noteMet: () => Promise.resolve() };
  const missed = createMissedRepository(db);
  const deps = { repository, missed, moves, meetings, addressBook, clock, log };
  const makeRinging = () =>
    createRinging({
      ...deps,
      settings: createSettingsRepository(db),
      connections: { of: () => Promise.resolve(new Map()) },
      notifyOffline: {
        notifyOffline: (call) => {
          world.reached.push(call);
          if (world.isBroken) return Promise.reject(new Error('no network'));
          return Promise.resolve(world.by);
        },
      },
    });
  const call: CallRecord = {
    id: newId(),
    meetingId: newId(),
    callerId: newId(),
    callerName: '林芳',
    title: 'Algebra',
    size: 1,
    startedAt: clock.now(),
  };
  const invitee: Invitee = {
    id: newId(),
    callId: call.id,
    meetingId: call.meetingId,
    callerId: call.callerId,
    personId: person.id,
    name: person.name,
    state: 'queued',
    changedAt: clock.now(),
    createdAt: clock.now(),
    dueAt: clock.now() + 15_000,
    message: null,
    toldBy: null,
    missedAt: null,
    seenAt: null,
    bySessionId: null,
  };
  await repository.add(call, [invitee]);
  const now = async () => {
    const found = await repository.findInvitee(invitee.id);
    return [found?.state, found?.toldBy];
  };
  const who = { personId: person.id, sessionId: person.sessionId };
  return {
    clock,
    world,
    repository,
    makeRinging,
    call,
    invitee,
    now,
    who,
    answering: createAnswering(deps),
  };
}

forEachDatabase('reaching people without a panel', (open) => {
  it('rings by web push until the time is up, and opening the panel answers', async () => {
    const { world, makeRinging, call, invitee, now, answering, who } = await fixture(await open());
    const ringing = makeRinging();
    await ringing.ring(call, [invitee]);
    await ringing.idle();
    assert.deepEqual(await now(), ['ringing', 'push']);
    assert.deepEqual(world.reached, [
      {
        personId: invitee.personId,
        inviteeId: invitee.id,
        title: 'Algebra',
        callerName: '林芳',
        meetingId: call.meetingId,
      },
    ]);
    assert.equal((await answering.incoming(who.personId))[0]?.inviteeId, invitee.id);
    await answering.answer(invitee.id, who);
    assert.deepEqual(await now(), ['answered', 'push']);
    assert.deepEqual(world.granted, [who.personId]);
  });

  it('ends a push that nobody answered like any other ring', async () => {
    const { clock, makeRinging, call, invitee, now } = await fixture(await open());
    const ringing = makeRinging();
    await ringing.ring(call, [invitee]);
    await ringing.idle();
    clock.move(44_000);
    await ringing.doDue();
    assert.deepEqual(await now(), ['ringing', 'push']);
    clock.move(1_000);
    await ringing.doDue();
    assert.deepEqual(await now(), ['no-answer', 'push']);
  });

  it('says that a mail went out, and lets the person in who comes by it', async () => {
    const { world, makeRinging, call, invitee, now, answering, who } = await fixture(await open());
    world.by = 'mail';
    const ringing = makeRinging();
    await ringing.ring(call, [invitee]);
    await ringing.idle();
    assert.deepEqual(await now(), ['unreachable', 'mail']);
    assert.deepEqual(world.granted, [who.personId]);
    assert.deepEqual(await answering.answer(invitee.id, who), { meetingId: call.meetingId });
    assert.deepEqual(await now(), ['unreachable', 'mail'], 'a final state stays');
    world.running = false;
    await assert.rejects(answering.answer(invitee.id, who), { code: 'meeting/ended' });
  });

  it('is unreachable when nothing works, also when telling breaks', async () => {
    const { world, makeRinging, call, invitee, now } = await fixture(await open());
    world.isBroken = true;
    const ringing = makeRinging();
    await ringing.ring(call, [invitee]);
    await ringing.idle();
    assert.deepEqual(await now(), ['unreachable', null]);
  });

  it('admits nobody of somebody whom the hosts shut out', async () => {
    const { world, makeRinging, call, invitee, now, answering, who } = await fixture(await open());
    world.isBanned = true;
    const ringing = makeRinging();
    await ringing.ring(call, [invitee]);
    await ringing.idle();
    await assert.rejects(answering.answer(invitee.id, who), { code: 'meeting/not-allowed' });
    assert.deepEqual(await now(), ['ringing', 'push']);
  });

  it('goes on with those whom a stopped bridge left queued, unless the meeting is over', async () => {
    for (const running of [true, false]) {
      const { clock, world, makeRinging, now } = await fixture(await open());
      world.running = running;
      const next = makeRinging();
      await next.doDue();
      await next.idle();
      assert.deepEqual(await now(), ['queued', null]);
      clock.move(15_000);
      await next.doDue();
      await next.idle();
      assert.deepEqual(await now(), running ? ['ringing', 'push'] : ['cancelled', null]);
    }
  });

  it('of many who try the same at once, one does it', async () => {
    const { world, makeRinging, call, invitee, answering, who } = await fixture(await open());
    world.by = 'push';
    const ringing = makeRinging();
    await ringing.ring(call, [invitee]);
    await ringing.idle();
    const sessions = Array.from({ length: 8 }, (_, at) => `session-${at}`);
    const outcomes = await Promise.allSettled(
      sessions.map((sessionId, at) =>
        at % 2 === 0
          ? answering.answer(invitee.id, { ...who, sessionId })
          : answering.decline(invitee.id, { ...who, sessionId }, null),
      ),
    );
    const over = outcomes.filter(({ status }) => status === 'rejected').length;
    assert.ok(over === 0 || over === 4, 'all declined, or the declines came too late');
  });
});
