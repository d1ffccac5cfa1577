import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect, type AddressInfo } from 'node:net';
import { bridgeSettings } from '../../test/bridge-settings.ts';
import { campus } from '../../test/campus.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { operations, runRawBridge } from '../../test/raw-bridge.ts';
import { signatureHeader, signMessage } from '../adapters/jitsi/signature.ts';
import { settableClock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';

const hostile = '<img src=x onerror="alert(1)"> %_\\ \'; DROP TABLE people;-- =1+1 🎓 القاهرة';

async function fixture(db: Database) {
  const clock = settableClock(Date.UTC(2026, 10, 1));
  const people = campus(db, clock);
  const bridge = await runRawBridge(db, clock);
  const teacher = await people.person('Teacher');
  const student = await people.person(hostile);
  const course = await people.course(teacher, [student], `${hostile} course`);
  const post = (path: string, body?: unknown) =>
    bridge.send({ method: 'POST', path, token: teacher.token, body });
  const get = (path: string) => bridge.send({ path, token: teacher.token });
  return { db, clock, bridge, teacher, student, course, post, get };
}
type Fixture = Awaited<ReturnType<typeof fixture>>;

/** Signed events, as Prosody sends them, at the moment that the bridge believes it is. */
function send({ bridge, clock }: Fixture, batch: unknown, how: Sending = {}) {
  const { at = clock.now(), secret = bridgeSettings.JITSI_MESSAGE_SECRET } = how;
  const body = JSON.stringify(batch);
  const headers = { [signatureHeader]: how.header ?? signMessage(secret, body, at) };
  return bridge.send({
    method: 'POST',
    path: '/jitsi/events',
    body: how.body ?? body,
    headers,
  });
}
interface Sending {
  at?: number;
  secret?: string;
  header?: string;
  /** Sent instead of what was signed. */
  body?: string;
}

forEachDatabase('Bad input', (open) => {
  it('is named by field, and nothing of it is done', async () => {
    const at = await fixture(await open());
    const start = `/api/courses/${at.course.id}/meetings`;
    const wrong: [string, unknown, string[]][] = [
      [start, { groupId: 'x'.repeat(100_00) }, ['body.groupId']],
      [start, { groupId: 7, another: 'yes' }, ['body.groupId', 'body.another']],
      [start, { groupId: at.course.groupId, colour: 'red' }, ['body']],
      [
        start,
        { groupId: at.course.groupId, __proto__: { another: true }, constructor: 1 },
        ['body'],
      ],
      [start, [], ['body']],
      [start, 'null', ['body']],
      [start, '"text"', ['body']],
      ['/api/courses/not-an-id/meetings', {}, ['path.courseId']],
      [`/api/courses/${'9'.repeat(500)}/meetings`, {}, ['path.courseId']],
      ['/api/sessions/handover', { meetingId: 7 }, ['body.meetingId']],
      ['/api/sessions/handover', { meetingId: `${randomUUID()}\u0000` }, ['body.meetingId']],
      ['/api/sessions', { ticket: 'short' }, ['body.ticket']],
      ['/api/sessions', { ticket: 'x'.repeat(201) }, ['body.ticket']],
      ['/api/sessions', { ticket: { length: 50 } }, ['body.ticket']],
    ];
    for (const [path, body, fields] of wrong) {
      const answer = await at.post(path, body);
      assert.equal(answer.code, 'request/invalid', `${path} ${answer.text}`);
      assert.deepEqual(answer.fields, fields, path);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/u);
    }
    assert.deepEqual(await at.db('meetings').select('id'), []);
  });

  it('in an address or a query is named as well', async () => {
    const at = await fixture(await open());
    const members = `/api/courses/${at.course.id}/members`;
    const wrong: [string, string[]][] = [
      [`${members}?limit=0`, ['query.limit']],
      [`${members}?limit=201`, ['query.limit']],
      [`${members}?limit=1e3`, ['query.limit']],
      [`${members}?limit=10&limit=20`, ['query.limit']],
      [`${members}?cursor=nonsense`, ['query.cursor']],
      [`${members}?cursor=${'x'.repeat(1001)}`, ['query.cursor']],
      [`${members}?query=${'x'.repeat(101)}`, ['query.query']],
      [`${members}?order=name`, ['query']],
      ['/api/meetings/..%2f..%2fetc', ['path.meetingId']],
    ];
    for (const [path, fields] of wrong) {
      const answer = await at.get(path);
      assert.equal(answer.code, 'request/invalid', `${path} ${answer.text}`);
      assert.deepEqual(answer.fields, fields, path);
    }
  });

  it('looks for text as text: nothing in it is a pattern or a command', async () => {
    const at = await fixture(await open());
    const find = async (query: string) => {
      const path = `/api/courses/${at.course.id}/members?query=${encodeURIComponent(query)}`;
      const answer = await at.get(path);
      assert.equal(answer.status, 200, answer.text);
      return (JSON.parse(answer.text) as { members: { displayName: string }[] }).members;
    };
    for (const nothing of ['_eacher', "' OR 1=1 --", '%%', 'Teache_', '*']) {
      assert.deepEqual(await find(nothing), [], nothing);
    }
    assert.deepEqual(
      (await find('<img')).map(({ displayName }) => displayName),
      [hostile],
    );
    assert.equal((await at.db('people').select('id')).length, 2);
  });

  it('of names is told as the text that it is', async () => {
    const at = await fixture(await open());
    const course = await at.get(`/api/courses/${at.course.id}`);
    assert.equal((JSON.parse(course.text) as { title: string }).title, `${hostile} course`);
    assert.match(course.headers.get('content-type') ?? '', /^application\/json/u);
    assert.equal(course.headers.get('x-content-type-options'), 'nosniff');
  });

  it('of no operation makes the bridge fall', async () => {
    const at = await fixture(await open());
    const mergedPeople = [
      '',
      '{',
      '[1]',
      '{"a":1}',
      '1e999',
      '"\\ud800"',
      `{"x":${'['.repeat(5000)}`,
    ];
    for (const { id, method, path } of await operations(at.bridge.base)) {
      for (const body of method === 'GET' || method === 'DELETE' ? [undefined] : mergedPeople) {
        const answer = await at.bridge.send({ method, path, token: at.student.token, body });
        // Another budget of requests for each: this is not about how many.
        if (answer.code === 'request/too-many') continue;
        assert.ok(answer.status < 500 || answer.status === 502, `${id} ${body}: ${answer.text}`);
        assert.doesNotMatch(answer.text, /\.ts:\d|select |insert /u, id);
      }
    }
  });

  it('that comes too slowly is given up, and others are answered meanwhile', async () => {
    const at = await fixture(await open());
    const { port } = at.bridge.bridge.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const head = [
      'POST /api/sessions HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Content-Length: 60',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n{"ticket":`);
    const answered = new Promise<string>((resolve) => {
      socket.on('data', (data) => resolve(data.toString()));
    });
    assert.equal((await at.get(`/api/courses/${at.course.id}`)).status, 200);
    assert.match(await answered, /^HTTP\/1\.1 408 /u);
    socket.destroy();
  });
});

forEachDatabase('Events from the conference server', (open) => {
  const joined = (room: string, userId: string, sequence = 1) => ({
    source: 'prosody-1',
    events: [
      {
        type: 'occupant-joined',
        sequence,
        at: 1,
        room,
        occupant: { id: 'abc', jid: 'a@x/y', userId, name: hostile, affiliation: 'member' },
      },
    ],
  });

  const started = async (at: Fixture) => {
    const answer = await at.post(`/api/courses/${at.course.id}/meetings`);
    const { id } = JSON.parse(answer.text) as { id: string };
    const { room } = (await at.db('meetings').where({ id }).first()) as { room: string };
    const present = async () =>
      (JSON.parse((await at.get(`/api/meetings/${id}`)).text) as { present: number }).present;
    return { room, present };
  };

  it('count when they are signed, and once however often they come', async () => {
    const at = await fixture(await open());
    const { room, present } = await started(at);
    for (let round = 0; round < 3; round += 1) {
      assert.equal((await send(at, joined(room, at.student.id))).status, 200);
      assert.equal(await present(), 1);
    }
  });

  it('are refused when forged, changed, too old, too new or unsigned', async () => {
    const at = await fixture(await open());
    const { room, present } = await started(at);
    const good = joined(room, at.student.id);
    const now = () => at.clock.now();
    const refused: [Sending, string][] = [
      [{ secret: 'another secret of thirty-two letters' }, 'conference/event-unsigned'],
      [{ body: JSON.stringify(joined(room, at.teacher.id)) }, 'conference/event-unsigned'],
      [{ header: '' }, 'conference/event-unsigned'],
      [
        { header: `t=${Math.floor(now() / 1000)},v1=${'0'.repeat(64)}` },
        'conference/event-unsigned',
      ],
      [{ at: now() - 61_000 }, 'conference/event-stale'],
      [{ at: now() + 61_000 }, 'conference/event-stale'],
    ];
    for (const [how, code] of refused) assert.equal((await send(at, good, how)).code, code);
    assert.equal(await present(), 0);
    const header = signMessage(bridgeSettings.JITSI_MESSAGE_SECRET, JSON.stringify(good), now());
    at.clock.move(120_000);
    assert.equal((await send(at, good, { header })).code, 'conference/event-stale');
  });

  it('that are signed and senseless are refused whole, or change nothing', async () => {
    const at = await fixture(await open());
    const { room, present } = await started(at);
    const good = joined(room, at.student.id);
    const many = Array.from({ length: 101 }, () => good.events[0]);
    for (const batch of [
      null,
      [],
      {},
      { ...good, source: '' },
      { ...good, events: many },
      { ...good, events: [{ ...good.events[0], sequence: 0 }] },
      { ...good, events: [{ ...good.events[0], type: 'exploded' }] },
      { ...good, events: [...good.events, { type: 'room-destroyed', sequence: 2, at: 1 }] },
    ]) {
      assert.equal((await send(at, batch)).code, 'request/invalid');
    }
    assert.equal((await send(at, joined('nobody-knows-this-room', at.student.id))).status, 200);
    assert.equal(await present(), 0);
  });
});
