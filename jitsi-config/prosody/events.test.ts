import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { becomes } from '../../bridge/test/becomes.ts';
import { domain, eventsSecret, newRoom, openStage, type Stage } from './test/harness.ts';
import { startEventSink, type SunkEvent } from './test/event-sink.ts';

const types = (events: SunkEvent[], room: string) =>
  events.filter((event) => event.room === room).map(({ type }) => type);
const ends = (room: string) => (events: SunkEvent[]) =>
  types(events, room).includes('room-destroyed');

describe('the events that reach the bridge (real Prosody)', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it('come signed, numbered from 1 without a gap, in order, without the focus', async () => {
    const room = newRoom();
    const started = Date.now();
    const teacher = await stage.enter(
      { room, moderator: true, person: { id: 'p-t', name: '王芳' } },
      'teach001',
    );
    const student = await stage.enter({ room, person: { id: 'p-s', name: 'Li' } }, 'stud0001');
    student.send(`<presence to='${room}@conference.${domain}/stud0001' type='unavailable'/>`);
    await stage.sink.until((events) => types(events, room).includes('occupant-left'));
    teacher.close();
    const events = await stage.sink.until(ends(room));

    assert.deepEqual(types(events, room), [
      'room-created',
      'occupant-joined',
      'occupant-joined',
      'occupant-left',
      'occupant-left',
      'room-destroyed',
    ]);
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      [1, 2, 3, 4, 5, 6],
    );
    assert.deepEqual(events[1]?.occupant, {
      id: 'teach001',
      jid: teacher.jid,
      userId: 'p-t',
      name: '王芳',
      affiliation: 'owner',
    });
    assert.equal(events[2]?.occupant?.affiliation, 'member');
    assert.equal(events[3]?.occupant?.userId, 'p-s');
    assert(events.every(({ at }) => at >= started && at <= Date.now()));
    assert.equal(stage.sink.unsigned, 0);
    assert.equal(new Set(stage.sink.batches.map(({ source }) => source)).size, 1);
  });

  it('say at once that a Prosody has started, by a batch without events', async () => {
    await stage.sink.until(() => stage.sink.batches.length > 0);
    const [hello] = stage.sink.batches;
    assert.deepEqual(hello?.events, []);
    assert.equal(stage.sink.batches.length, 1);
  });

  it('a change of nickname is one who left and one who joined', async () => {
    const room = newRoom();
    const client = await stage.enter({ room, person: { id: 'p-s', name: 'Li' } }, 'oldnick1');
    // Without the muc element, as a plain change of nickname is: the MUC says no "joined" then.
    client.send(`<presence to='${room}@conference.${domain}/newnick1'/>`);
    const events = await stage.sink.until((all) => types(all, room).length === 4);
    assert.deepEqual(
      events.slice(1).map(({ type, occupant }) => [type, occupant?.id, occupant?.userId]),
      [
        ['occupant-joined', 'oldnick1', 'p-s'],
        ['occupant-left', 'oldnick1', 'p-s'],
        ['occupant-joined', 'newnick1', 'p-s'],
      ],
    );
  });

  it('are repeated, the same and in order, while the bridge answers 503', async () => {
    const room = newRoom();
    stage.sink.answer = 503;
    await stage.enter({ room }, 'aaaa1111');
    await stage.sink.until(
      () => stage.sink.batches.filter(({ status }) => status === 503).length >= 2,
    );
    stage.sink.answer = 204;
    await stage.enter({ room }, 'bbbb2222');
    const events = await stage.sink.until((all) => types(all, room).length === 3);
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      [1, 2, 3],
    );
    const waits = stage.log.flatMap((line) => /next try in ([\d.]+) s/u.exec(line)?.[1] ?? []);
    assert(waits.length >= 1 && waits.every((seconds) => Number(seconds) >= 0.2), waits.join());
  });

  it('are dropped when the bridge answers 400, and the next ones come', async () => {
    const room = newRoom();
    await stage.sink.until(() => stage.sink.batches.length === 1);
    stage.sink.answer = 400;
    await stage.enter({ room }, 'aaaa1111');
    await stage.sink.until(() =>
      stage.sink.batches.some(({ events }) => events.at(-1)?.occupant?.id === 'aaaa1111'),
    );
    const refused = stage.sink.batches.flatMap(({ status, events }) =>
      status === 400 ? events : [],
    );
    stage.sink.answer = 204;
    await stage.enter({ room }, 'bbbb2222');
    const events = await stage.sink.until((all) =>
      all.some(({ occupant }) => occupant?.id === 'bbbb2222'),
    );
    assert.equal(events[0]?.sequence, refused.length + 1);
    assert(stage.log.some((line) => line.includes('refused events') && line.includes('dropped')));
  });

  it('survive the bridge being away for a few seconds', async () => {
    const room = newRoom();
    await stage.sink.until(() => stage.sink.batches.length === 1);
    const { port } = stage.sink;
    await stage.sink.close();
    const client = await stage.enter({ room }, 'aaaa1111');
    client.close();
    await becomes(
      () => Promise.resolve(stage.log.some((line) => line.includes('did not take the events'))),
      true,
    );
    await hangUp(port, 2);
    stage.sink = await startEventSink(eventsSecret, port);
    const events = await stage.sink.until(ends(room));
    assert.deepEqual(types(events, room), [
      'room-created',
      'occupant-joined',
      'occupant-left',
      'room-destroyed',
    ]);
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      [1, 2, 3, 4],
    );
    await stage.sink.close();
  });

  it('say why somebody left where that is known', async () => {
    const room = newRoom();
    const client = await stage.enter({ room }, 'aaaa1111');
    const place = `${room}@conference.${domain}/aaaa1111`;
    client.send(`<presence to='${place}' type='unavailable'><status>bus</status></presence>`);
    const events = await stage.sink.until((all) => types(all, room).includes('occupant-left'));
    assert.equal(events.find(({ type }) => type === 'occupant-left')?.reason, 'bus');
  });

  it('at most a hundred in one request, in order', async () => {
    const room = newRoom();
    stage.sink.answer = 503;
    const client = await stage.enter({ room }, 'nick0');
    for (let turn = 1; turn <= 120; turn++) {
      client.send(`<presence to='${room}@conference.${domain}/nick${turn}'/>`);
    }
    await client.next((stanza) => stanza.includes('/nick120'));
    stage.sink.answer = 204;
    const events = await stage.sink.until((all) => all.length === 242);
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      Array.from({ length: 242 }, (_, index) => index + 1),
    );
    const sizes = stage.sink.batches
      .filter(({ status }) => status < 300)
      .map(({ events: { length } }) => length);
    assert(Math.max(...sizes) === 100, `batches of ${sizes.join(', ')}`);
  });

  it('when too many wait, the oldest go, and the numbers show the gap', async () => {
    await stage.close();
    stage = await openStage({ eventQueue: 10 });
    const room = newRoom();
    stage.sink.answer = 503;
    const client = await stage.enter({ room }, 'nick0');
    for (let turn = 1; turn <= 20; turn++) {
      client.send(`<presence to='${room}@conference.${domain}/nick${turn}'/>`);
    }
    await client.next((stanza) => stanza.includes('/nick20'));
    stage.sink.answer = 204;
    const events = await stage.sink.until((all) => all.at(-1)?.sequence === 42);
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      [33, 34, 35, 36, 37, 38, 39, 40, 41, 42],
    );
  });

  it('a restarted Prosody is a new source that counts from 1', async () => {
    const room = newRoom();
    await stage.enter({ room }, 'aaaa1111');
    await stage.sink.until((all) => types(all, room).length === 2);
    const before = stage.sink.batches.at(-1)?.source;
    await stage.restart();
    await stage.enter({ room }, 'bbbb2222');
    await stage.sink.until((all) => all.some(({ occupant }) => occupant?.id === 'bbbb2222'));
    const after = stage.sink.batches.filter(({ source }) => source !== before);
    assert.equal(new Set(after.map(({ source }) => source)).size, 1);
    assert.deepEqual(
      after.flatMap(({ events }) => events).map(({ sequence }) => sequence),
      [1, 2],
    );
  });
});

/** In the place of the bridge: hangs up on whoever comes, so many times. */
async function hangUp(port: number, times: number): Promise<void> {
  const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  for (let time = 0; time < times; time += 1) await once(server, 'connection');
  server.close();
  await once(server, 'close');
}
