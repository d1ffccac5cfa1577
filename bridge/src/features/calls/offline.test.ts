import assert from 'node:assert/strict';
import pino from 'pino';
import { campus, type Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { settableClock } from '../../kernel/clock.ts';
import type { Endpoint } from '../../kernel/contract.ts';
import type { Database } from '../../kernel/database.ts';
import { createEvents } from '../../kernel/events.ts';
import { Failure } from '../../kernel/failure.ts';
import { newId } from '../../kernel/ids.ts';
import { createPeople } from '../directory/people/index.ts';
import { queueMs } from './call.ts';
import { answer, decline, listCalls, listIncoming, ring, type Call } from './contract.ts';
import { createCalls, type CallsDeps } from './index.ts';

type Told = Parameters<CallsDeps['notifyOffline']['notifyOffline']>[0];

/** Somebody rings one person who has no panel open; the outside world is the test's. */
async function fixture(db: Database) {
  const clock = settableClock();
  const log = pino({ level: 'silent' });
  const caller = await campus(db, clock).person('林芳');
  const person = await campus(db, clock).person('王芳');
  const meeting = { id: newId(), title: 'Algebra', subject: null };
  const world = {
    by: 'push' as 'push' | 'mail' | null,
    reached: [] as Told[],
    granted: [] as string[],
    isBroken: false,
    isBanned: false,
    running: true,
  };
  const none = <T>() => Promise.resolve(new Map<string, T>());
  const notIn = () => Promise.resolve(null);
  const deps = {
    db,
    clock,
    log,
    events: createEvents(log),
    people: createPeople({ db, clock, countryCode: 'CN' }),
    meetings: {
      get: () => Promise.resolve({ ...meeting, state: 'open', mayHost: true }),
      presentIds: () => Promise.resolve(new Set()),
      guestList: () => Promise.resolve({ bannedIds: [] }),
      callScope: notIn,
      invitedIds: () => Promise.resolve([]),
      grantByCall: ({ personId }: { personId: string }) => {
        if (world.isBanned) return Promise.reject(new Failure('meeting/not-allowed'));
        world.granted.push(personId);
        return Promise.resolve();
      },
      whereabouts: none<Set<string>>,
      deserted: none<Set<string>>,
      running: (ids: readonly string[]) => Promise.resolve(new Set(world.running ? ids : [])),
    },
    addressBook: {
      withoutHidden: (_: string, ids: readonly string[]) => Promise.resolve([...ids]),
      noteMet: () => Promise.resolve(),
    },
    notifyOffline: {
      notifyOffline: (told: Told) => {
        world.reached.push(told);
        if (world.isBroken) return Promise.reject(new Error('no network'));
        return Promise.resolve(world.by);
      },
    },
    connections: { of: none },
    courses: { membership: notIn },
    relations: {
      members: () => Promise.resolve([]),
      groupMembers: () => Promise.resolve([]),
      shared: () => Promise.resolve([]),
      own: () => Promise.resolve([]),
    },
    departments: { membersBelow: () => Promise.resolve([]), unitsOf: none },
    isStaff: () => Promise.resolve(true),
    mostRings: 100,
    campusZone: 'Asia/Shanghai',
  } as unknown as CallsDeps;
  const aBridge = (more: Partial<CallsDeps> = {}) => bridgeOf(createCalls({ ...deps, ...more }));
  const bridge = aBridge();
  return { clock, world, caller, person, meetingId: meeting.id, aBridge, ...bridge };
}

/** Calls as people meet them, and the job that does in time what is due. */
function bridgeOf(calls: ReturnType<typeof createCalls>) {
  const ask = (endpoint: Endpoint, who: Actor, asked: { params?: object; body?: object }) => {
    const found = calls.routes.find((one) => one.endpoint === endpoint);
    assert.ok(found);
    const caller = { kind: 'person', personId: who.id, sessionId: who.sessionId };
    return found.handle({ params: {}, body: {}, ...asked, caller } as never);
  };
  return {
    /** Rings one person. @returns the id of what rings for them */
    ring: async (meetingId: string, by: Actor, whom: Actor): Promise<string> => {
      const body = { personIds: [whom.id] };
      const { invitees } = (await ask(ring, by, { params: { meetingId }, body })) as Call;
      return invitees[0]?.id ?? '';
    },
    /** Waits for who is told outside. */
    idle: calls.close,
    doDue: async (): Promise<void> => {
      for (const { work } of calls.jobs) await work();
    },
    incoming: async (who: Actor) =>
      ((await ask(listIncoming, who, {})) as { incoming: { inviteeId: string }[] }).incoming,
    answer: (inviteeId: string, who: Actor) => ask(answer, who, { params: { inviteeId } }),
    decline: (inviteeId: string, who: Actor) => ask(decline, who, { params: { inviteeId } }),
    /** What the caller sees of the one who is called. */
    seen: async (meetingId: string, by: Actor) => {
      const { calls: all } = (await ask(listCalls, by, { params: { meetingId } })) as {
        calls: Call[];
      };
      const [one] = all.flatMap(({ invitees }) => invitees);
      return [one?.state, one?.toldBy];
    },
  };
}

forEachDatabase('reaching people without a panel', (open) => {
  /** One person has been rung, and who is told outside has been told. */
  const rung = async (change: Partial<Awaited<ReturnType<typeof fixture>>['world']> = {}) => {
    const at = await fixture(await open());
    Object.assign(at.world, change);
    const inviteeId = await at.ring(at.meetingId, at.caller, at.person);
    await at.idle();
    return { ...at, inviteeId, now: () => at.seen(at.meetingId, at.caller) };
  };

  it('rings by web push until the time is up, and opening the panel answers', async () => {
    const { world, inviteeId, meetingId, person, now, incoming, answer } = await rung();
    assert.deepEqual(await now(), ['ringing', 'push']);
    assert.deepEqual(world.reached, [
      { personId: person.id, inviteeId, title: 'Algebra', callerName: '林芳', meetingId },
    ]);
    assert.equal((await incoming(person))[0]?.inviteeId, inviteeId);
    await answer(inviteeId, person);
    assert.deepEqual(await now(), ['answered', 'push']);
    assert.deepEqual(world.granted, [person.id]);
  });

  it('ends a push that nobody answered like any other ring', async () => {
    const { clock, now, doDue } = await rung();
    clock.move(44_000);
    await doDue();
    assert.deepEqual(await now(), ['ringing', 'push']);
    clock.move(1_000);
    await doDue();
    assert.deepEqual(await now(), ['no-answer', 'push']);
  });

  it('says that a mail went out, and lets the person in who comes by it', async () => {
    const { world, inviteeId, meetingId, person, now, answer } = await rung({ by: 'mail' });
    assert.deepEqual(await now(), ['unreachable', 'mail']);
    assert.deepEqual(world.granted, [person.id]);
    assert.deepEqual(await answer(inviteeId, person), { meetingId });
    assert.deepEqual(await now(), ['unreachable', 'mail'], 'a final state stays');
    world.running = false;
    await assert.rejects(answer(inviteeId, person), { code: 'meeting/ended' });
  });

  it('is unreachable when nothing works, also when telling breaks', async () => {
    const { now } = await rung({ isBroken: true });
    assert.deepEqual(await now(), ['unreachable', null]);
  });

  it('admits nobody of somebody whom the hosts shut out', async () => {
    const { inviteeId, person, now, answer } = await rung({ isBanned: true });
    await assert.rejects(answer(inviteeId, person), { code: 'meeting/not-allowed' });
    assert.deepEqual(await now(), ['ringing', 'push']);
  });

  it('goes on with those whom a stopped bridge left queued, unless the meeting is over', async () => {
    for (const running of [true, false]) {
      const at = await fixture(await open());
      const now = () => at.seen(at.meetingId, at.caller);
      const stopped = at.aBridge({
        notifyOffline: { notifyOffline: () => new Promise(() => undefined) },
      });
      await stopped.ring(at.meetingId, at.caller, at.person);
      at.world.running = running;
      const next = at.aBridge();
      await next.doDue();
      await next.idle();
      assert.deepEqual(await now(), ['queued', null]);
      at.clock.move(queueMs);
      await next.doDue();
      await next.idle();
      assert.deepEqual(await now(), running ? ['ringing', 'push'] : ['cancelled', null]);
    }
  });

  it('of many who try the same at once, one does it', async () => {
    const { inviteeId, person, answer, decline } = await rung();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => {
        const tab = { ...person, sessionId: `session-${n}` };
        return n % 2 === 0 ? answer(inviteeId, tab) : decline(inviteeId, tab);
      }),
    );
    const over = outcomes.filter(({ status }) => status === 'rejected').length;
    assert.ok(over === 0 || over === 4, 'all declined, or the declines came too late');
  });
});
