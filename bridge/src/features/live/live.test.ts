import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { doJobs } from '../../../test/doing-jobs.ts';
import { createEvents, type Events } from '../../kernel/events.ts';
import { Failure } from '../../kernel/failure.ts';
import { noDetails } from '../meetings/details-contract.ts';
import type { Meeting } from '../meetings/index.ts';
import { livePath, type LiveEvents } from './contract.ts';
import { createLive, type Live } from './index.ts';

const courseId = '11111111-1111-4111-8111-111111111111';
const groupId = '22222222-2222-4222-8222-222222222222';
const meeting: Meeting = {
  id: '33333333-3333-4333-8333-333333333333',
  seriesId: '44444444-4444-4444-8444-444444444444',
  kind: 'course',
  courseId,
  groupId: null,
  title: 'Algebra',
  ...noDetails,
  hostPersonId: 'teacher',
  hostName: 'T',
  state: 'open',
  room: '0'.repeat(32),
  runningKey: null,
  capacity: 500,
  scheduledAt: null,
  startedAt: 1,
  emptySince: null,
  endedAt: null,
  endReason: null,
};

/** In this house an access token is the person's name, padded to a token's length. */
const tokenOf = (person: string) => person.padEnd(20, '.');

describe('the push of news', () => {
  let http: Server;
  let live: Live;
  let events: Events;
  let stopJobs: () => void;
  const open: Socket[] = [];
  /** Sessions that are over. */
  const over = new Set<string>();
  /** Who may watch the meeting, and whether as its host. */
  const meetingRoles = new Map<string, boolean>();

  beforeEach(async () => {
    http = createServer();
    const log = pino({ level: 'silent' });
    events = createEvents(log);
    live = createLive({
      events,
      origin: 'https://meet.uni.test',
      log,
      collectMs: 30,
      sessions: {
        authenticate: (token) => {
          const personId = token.replace(/\.+$/u, '');
          if (personId === 'nobody') return Promise.reject(new Failure('session/expired'));
          return Promise.resolve({
            sessionId: `s-${personId}`,
            kind: 'person' as const,
            personId,
            courseId,
          });
        },
        over: (ids) =>
          Promise.resolve(
            ids.filter((id) => over.has(id)).map((id) => ({ id, code: 'session/refresh-reused' })),
          ),
      },
      courses: {
        marks: () => Promise.resolve(new Map()),
        membership: (_, personId) =>
          Promise.resolve(
            personId === 'stranger'
              ? null
              : {
                  mayHost: personId === 'teacher',
                  groupIds: personId === 'inside' ? [groupId] : [],
                },
          ),
      },
      meetings: {
        courseOf: () => Promise.resolve(null),
        get: (_, personId) => {
          const mayHost = meetingRoles.get(personId);
          if (mayHost === undefined) return Promise.reject(new Failure('meeting/not-allowed'));
          return Promise.resolve({ mayHost });
        },
      },
    });
    live.attach(http);
    stopJobs = doJobs(live.jobs, 30);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    stopJobs();
    for (const socket of open.splice(0)) socket.disconnect();
    await live.close();
  });

  const socketOf = (person: string, extra: Record<string, string> = {}): Socket => {
    const socket = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
      path: livePath,
      auth: { accessToken: tokenOf(person) },
      reconnection: false,
      forceNew: true,
      extraHeaders: extra,
    });
    open.push(socket);
    return socket;
  };
  const watching = async (person: string): Promise<Socket> => {
    const socket = socketOf(person);
    const answer = (await socket.emitWithAck('watch', { topic: `course:${courseId}` })) as unknown;
    assert.deepEqual(answer, { ok: true });
    return socket;
  };
  const next = <E extends keyof LiveEvents>(socket: Socket, event: E) =>
    new Promise<LiveEvents[E]>((resolve) => {
      socket.once<string>(event, (payload: LiveEvents[E]) => resolve(payload));
    });
  const refused = (socket: Socket) =>
    new Promise<string>((resolve) =>
      socket.once('connect_error', (error) => resolve(error.message)),
    );

  it('tells each reader the meeting as that reader sees it', async () => {
    const [teacher, student] = [await watching('teacher'), await watching('student')];
    const both = [next(teacher, 'meeting'), next(student, 'meeting')];
    events.emit('meeting.changed', { meeting, presentIds: new Set(['student']) });
    const [toTeacher, toStudent] = await Promise.all(both);
    assert.deepEqual([toTeacher?.mayHost, toTeacher?.iAmIn], [true, false]);
    assert.deepEqual([toStudent?.mayHost, toStudent?.iAmIn, toStudent?.present], [false, true, 1]);
  });

  it('gathers a rush of news into one', async () => {
    const student = await watching('student');
    const counts: number[] = [];
    student.on('meeting', (payload: LiveEvents['meeting']) => counts.push(payload.present));
    for (let size = 1; size <= 200; size += 1) {
      events.emit('meeting.changed', {
        meeting,
        presentIds: new Set(Array.from({ length: size }, (_, i) => `${i}`)),
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 120));
    assert.deepEqual(counts, [200]);
  });

  it("does not tell of a group's meeting outside the group", async () => {
    const [inside, outside] = [await watching('inside'), await watching('outside')];
    let received = false;
    outside.on('meeting', () => (received = true));
    const payload = next(inside, 'meeting');
    events.emit('meeting.changed', { meeting: { ...meeting, groupId }, presentIds: new Set() });
    assert.equal((await payload).groupId, groupId);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(received, false);
  });

  it('tells the end at once, after nothing older', async () => {
    const student = await watching('student');
    const order: string[] = [];
    student.on('meeting', (payload: LiveEvents['meeting']) => order.push(payload.state));
    const ended = next(student, 'meeting-ended');
    events.emit('meeting.changed', { meeting, presentIds: new Set() });
    events.emit('meeting.ended', {
      meeting: { ...meeting, state: 'ended', endedAt: 2, endReason: 'host' },
      presentIds: new Set(),
    });
    assert.deepEqual(await ended, { meetingId: meeting.id, reason: 'host' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.deepEqual(order, ['ended']);
  });

  it('refuses who has no session, comes from a foreign page, or may not watch', async () => {
    assert.equal(await refused(socketOf('nobody')), 'session/expired');
    await refused(socketOf('student', { Origin: 'https://evil.test' }));
    const stranger = socketOf('stranger');
    const topic = `course:${courseId}`;
    assert.deepEqual(await stranger.emitWithAck('watch', { topic }), {
      ok: false,
      code: 'course/not-a-member',
    });
    const other = `meeting:${meeting.id}`;
    assert.deepEqual(await stranger.emitWithAck('watch', { topic: other }), {
      ok: false,
      code: 'meeting/not-allowed',
    });
    for (const bad of [{ topic: 'person:1' }, { topic: '*' }, null, 'x', { topic, extra: 1 }]) {
      assert.deepEqual(await stranger.emitWithAck('watch', bad), {
        ok: false,
        code: 'request/invalid',
      });
    }
  });

  it('follows at once what somebody becomes to a meeting: host, member, nobody', async () => {
    meetingRoles.set('student', false);
    const student = socketOf('student');
    await student.emitWithAck('watch', { topic: `meeting:${meeting.id}` });
    const heard: string[] = [];
    student.on('meeting', ({ mayHost }: LiveEvents['meeting']) => heard.push(`${mayHost}`));
    student.on('lobby', () => heard.push('lobby'));
    const received = async () => {
      events.emit('meeting.ended', { meeting, presentIds: new Set() });
      events.emit('lobby.changed', {
        meetingId: meeting.id,
        waiting: [],
        lookalikes: [],
      });
      await student.emitWithAck('watch', null);
      return heard.splice(0);
    };
    assert.deepEqual(await received(), ['false']);
    for (const [mayHost, expected] of [
      [true, ['true', 'lobby']],
      [false, ['false']],
      [undefined, []],
    ] as const) {
      if (mayHost === undefined) meetingRoles.delete('student');
      else meetingRoles.set('student', mayHost);
      events.emit('access.changed', { meetingId: meeting.id, participantIds: ['student'] });
      await student.emitWithAck('watch', null);
      assert.deepEqual(await received(), expected);
    }
  });

  it('closes the tabs of a session that is over, though nobody said so', async () => {
    const [student, teacher] = [await watching('student'), await watching('teacher')];
    const received = next(student, 'session-ended');
    const closed = new Promise((resolve) => student.once('disconnect', resolve));
    over.add('s-student');
    assert.deepEqual(await received, { code: 'session/refresh-reused' });
    await closed;
    over.clear();
    assert.equal(teacher.connected, true);
  });

  it('closes the tabs of an ended session, saying why', async () => {
    const student = await watching('student');
    const received = next(student, 'session-ended');
    const closed = new Promise((resolve) => student.once('disconnect', resolve));
    events.emit('session.ended', { sessionIds: ['s-student'], code: 'session/ended' });
    assert.deepEqual(await received, { code: 'session/ended' });
    await closed;
  });
});
