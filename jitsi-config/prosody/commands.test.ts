import assert from 'node:assert/strict';
import { hmac } from './test/event-sink.ts';
import { domain, eventsSecret, newRoom, openStage, roomToken, type Stage } from './test/harness.ts';

interface Posting {
  secret?: string;
  /** Seconds from now at which it was signed. */
  age?: number;
  header?: string;
  method?: string;
}

describe('the commands that Prosody takes (real Prosody)', () => {
  let stage: Stage;
  let began: number;
  before(async () => {
    // A whole second before Prosody can have started.
    began = Math.floor(Date.now() / 1000) - 1;
    stage = await openStage();
  });
  after(() => stage.close());

  let count = 0;
  const command = (fields: object) => JSON.stringify({ id: `c${++count}`, ...fields });
  const post = async (body: string, { secret = eventsSecret, age = 0, ...how }: Posting = {}) => {
    const time = Math.floor(Date.now() / 1000) + age;
    const header = how.header ?? `t=${time},v1=${hmac(secret, `${time}.${body}`)}`;
    const reply = await fetch(`${stage.prosody.httpUrl}/campus-meet/commands`, {
      method: how.method ?? 'POST',
      headers: { 'X-Campus-Meet-Signature': header, 'Content-Type': 'application/json' },
      ...(how.method === 'GET' ? {} : { body }),
    });
    return { status: reply.status, answer: (await reply.json()) as unknown };
  };
  const refused = (status: number, code: string) => ({ status, answer: { ok: false, code } });

  it('end-room: everybody is told why, the room is gone, the bridge hears of it', async () => {
    const room = newRoom();
    const teacher = await stage.enter({ room, moderator: true }, 'teach001');
    const told = teacher.next((stanza) => stanza.includes('<destroy'));
    const body = command({ command: 'end-room', room, reason: 'Class is <over>' });
    assert.deepEqual(await post(body), { status: 200, answer: { ok: true } });
    assert.match(await told, /<reason>Class is &lt;over&gt;<\/reason>/u);
    const events = await stage.sink.until((all) =>
      all.some((event) => event.type === 'room-destroyed' && event.room === room),
    );
    const ours = events.filter((event) => event.room === room);
    assert.deepEqual(
      ours.slice(2).map(({ type, reason }) => [type, reason]),
      [
        ['occupant-left', 'Class is <over>'],
        ['room-destroyed', 'Class is <over>'],
      ],
    );
    assert.deepEqual(
      await post(command({ command: 'end-room', room })),
      refused(404, 'room-not-found'),
    );
  });

  it('kick: every occupant of that user, nobody else; the same connection stays out', async () => {
    const room = newRoom();
    await stage.enter({ room, moderator: true, person: { id: 'p-t', name: 'T' } }, 'teach001');
    const person = { id: 'p-s', name: 'S' };
    const phone = await stage.enter({ room, person }, 'phone001');
    const laptop = await stage.enter({ room, person }, 'laptop01');
    const out = [phone, laptop].map((client) =>
      client.next((stanza) => stanza.includes(`code='307'`)),
    );
    const body = command({ command: 'kick', room, userId: 'p-s', reason: 'noise' });
    assert.deepEqual(await post(body), { status: 200, answer: { ok: true, removed: 2 } });
    for (const stanza of await Promise.all(out)) assert.match(stanza, /<reason>noise<\/reason>/u);
    const events = await stage.sink.until(
      (all) =>
        all.filter((event) => event.room === room && event.type === 'occupant-left').length === 2,
    );
    const left = events.filter((event) => event.room === room && event.type === 'occupant-left');
    assert.deepEqual(
      left.map(({ occupant, reason }) => [occupant?.userId, reason]),
      [
        ['p-s', 'noise'],
        ['p-s', 'noise'],
      ],
    );
    await assert.rejects(phone.join('phone001'), { condition: 'forbidden' });
    await stage.enter({ room, person }, 'again001');
    const again = command({ command: 'kick', room, userId: 'nobody' });
    assert.deepEqual(await post(again), refused(404, 'user-not-found'));
  });

  it('sizes: who is where, with the number of the last event', async () => {
    const room = newRoom();
    const started = Date.now();
    const client = await stage.enter({ room, person: { id: 'p-9', name: 'N' } }, 'nine0001');
    const { status, answer } = await post(command({ command: 'sizes' }));
    assert.equal(status, 200);
    const { source, sequence, rooms } = answer as {
      source: string;
      sequence: number;
      rooms: { room: string; createdAt: number; occupants: { joinedAt: number }[] }[];
    };
    const events = await stage.sink.until((all) =>
      all.some((event) => event.occupant?.id === 'nine0001'),
    );
    assert.equal(sequence, events.at(-1)?.sequence);
    assert.equal(source, stage.sink.batches.at(-1)?.source);
    const ours = rooms.find((known) => known.room === room);
    const [occupant] = ours?.occupants ?? [];
    assert(ours && occupant && ours.createdAt >= started && occupant.joinedAt >= ours.createdAt);
    assert.deepEqual(occupant, {
      id: 'nine0001',
      jid: client.jid,
      userId: 'p-9',
      joinedAt: occupant.joinedAt,
    });
  });

  it('a forged one is refused, and does nothing', async () => {
    const room = newRoom();
    await stage.enter({ room }, 'aaaa1111');
    const end = () => command({ command: 'end-room', room });
    const bad = refused(401, 'bad-signature');
    assert.deepEqual(await post(end(), { secret: 'x'.repeat(40) }), bad);
    for (const header of ['', 't=1,v1=zz', `t=,v1=${'0'.repeat(64)}`, `v1=${'0'.repeat(64)}`]) {
      assert.deepEqual(await post(end(), { header }), bad);
    }
    const other = end();
    const time = Math.floor(Date.now() / 1000);
    const header = `t=${time},v1=${hmac(eventsSecret, `${time}.${other}`)}`;
    assert.deepEqual(await post(end(), { header }), bad, 'the signature of another body');
    const late = await stage.connect(room, await roomToken({ room }));
    await late.join('bbbb2222');
  });

  it('a stale one, one from the future, and one of before the start are refused', async () => {
    const beforeStart = began - Math.floor(Date.now() / 1000);
    for (const age of [-62, 120, beforeStart]) {
      assert.deepEqual(
        await post(command({ command: 'sizes' }), { age }),
        refused(401, 'bad-signature'),
      );
    }
  });

  it('a replayed one is refused', async () => {
    const body = command({ command: 'sizes' });
    assert.equal((await post(body)).status, 200);
    assert.deepEqual(await post(body), refused(409, 'replayed'));
  });

  it('an oversized, misshapen or unknown one is refused', async () => {
    const large = command({ command: 'sizes', filling: 'x'.repeat(17_000) });
    assert.deepEqual(await post(large), refused(413, 'bad-command'));
    const shapes = [
      '',
      '{',
      'null',
      '"sizes"',
      '[]',
      '{"command":"sizes"}',
      '{"id":7,"command":"sizes"}',
      command({ command: 'shut-down' }),
      command({ command: 'end-room' }),
      command({ command: 'end-room', room: 7 }),
      command({ command: 'end-room', room: 'r', reason: { a: 1 } }),
      command({ command: 'end-room', room: 'r', reason: 'x'.repeat(501) }),
      command({ command: 'kick', room: 'r' }),
      '['.repeat(5000),
    ];
    for (const body of shapes) {
      assert.deepEqual(await post(body), refused(400, 'bad-command'), body.slice(0, 60));
    }
  });

  it('other methods are refused', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      assert.deepEqual(
        await post(command({ command: 'sizes' }), { method }),
        refused(405, 'bad-command'),
      );
    }
  });

  it('names of rooms are names, not patterns or addresses', async () => {
    for (const room of ['.*', '%w+', `x@conference.${domain}`, '../x']) {
      assert.deepEqual(
        await post(command({ command: 'end-room', room })),
        refused(404, 'room-not-found'),
      );
    }
  });
});
