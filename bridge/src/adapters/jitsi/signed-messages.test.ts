import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import fc from 'fast-check';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { settableClock } from '../../kernel/clock.ts';
import { createCommands, refusal } from './commands.ts';
import { createEventReader } from './events.ts';
import { createRoomTokens } from './room-token.ts';
import { signMessage, verifyMessage } from './signature.ts';

const secret = 's'.repeat(40);
const now = 1_790_000_000_000;

describe('the signature of messages', () => {
  it('fits what it was made for, and nothing else', () => {
    const texts = [fc.string(), fc.string(), fc.string({ minLength: 1 })] as const;
    fc.assert(
      fc.property(...texts, (body, key, added) => {
        const header = signMessage(key, body, now);
        const verdict = (text: string, with_ = key) =>
          verifyMessage(with_, { header, body: Buffer.from(text) }, now);
        assert.equal(verdict(body), 'valid');
        assert.equal(verdict(body + added), 'unsigned');
        assert.equal(verdict(body, `${key}x`), 'unsigned');
      }),
    );
  });

  it('is of the form that Prosody writes', () => {
    // Written by signature.lib.lua of mod_campus_meet on Prosody 0.12.3.
    const body = Buffer.from('{"source":"a","events":[]}');
    const header =
      't=1790000000,v1=be2cda839eb136e186882cf484fc909399a8225382dab3bbbc0a3cc34bb7bf34';
    assert.equal(verifyMessage(secret, { header, body }, now), 'valid');
    assert.equal(signMessage(secret, body.toString(), now), header);
  });

  it('is fresh for 60 seconds, before and after', () => {
    const body = Buffer.from('x');
    const header = signMessage(secret, 'x', now);
    for (const [age, verdict] of [
      [60, 'valid'],
      [-60, 'valid'],
      [61, 'stale'],
      [-61, 'stale'],
    ] as const) {
      assert.equal(verifyMessage(secret, { header, body }, now + age * 1000), verdict);
    }
  });

  it('is missing or malformed', () => {
    const mac = '0'.repeat(64);
    for (const header of [undefined, '', `t=1`, `v1=${mac}`, `t=x,v1=${mac}`, `t=1,v1=${mac}0`]) {
      assert.equal(verifyMessage(secret, { header, body: Buffer.from('') }, now), 'unsigned');
    }
  });
});

describe('reading events', () => {
  const clock = settableClock(now);
  const reader = createEventReader({ secret, clock });
  const occupant = { id: 'a', jid: 'x@y/z', userId: 'p', name: '', affiliation: 'member' };
  const joined = { type: 'occupant-joined', sequence: 1, at: 5, room: 'r', occupant };
  const read = (value: unknown, at = now) => {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    return reader.read(Buffer.from(body), signMessage(secret, body, at));
  };

  it('takes a batch, and one without events', () => {
    assert.deepEqual(read({ source: 's', events: [joined] }).events, [joined]);
    assert.deepEqual(read({ source: 's', events: [] }).events, []);
  });

  it('leaves out what it does not know, at every depth', () => {
    const newer = { ...joined, extra: 1, occupant: { ...occupant, extra: 1 } };
    assert.deepEqual(read({ source: 's', extra: 1, events: [newer] }).events, [joined]);
  });

  it('tells unsigned, stale and malformed apart', () => {
    const body = Buffer.from('{"source":"s","events":[]}');
    const unsigned = { code: 'conference/event-unsigned' };
    assert.throws(() => reader.read(body, undefined), unsigned);
    assert.throws(() => reader.read(body, signMessage('another', body.toString(), now)), unsigned);
    assert.throws(() => read({ source: 's', events: [] }, now - 61_000), {
      code: 'conference/event-stale',
    });
    const invalid = { code: 'request/invalid' };
    for (const value of ['', '{', 'null', { source: 's' }, { source: '', events: [] }]) {
      assert.throws(() => read(value), invalid);
    }
    const flawed = [
      { ...joined, type: 'exploded' },
      { ...joined, sequence: 0 },
      { ...joined, at: 1.5 },
      { ...joined, room: '' },
      { ...joined, occupant: undefined },
      { ...joined, occupant: { ...occupant, userId: 7 } },
    ];
    for (const event of flawed) {
      assert.throws(
        () => read({ source: 's', events: [joined, event] }),
        (error) => {
          assert(error instanceof Error && 'flaws' in error);
          assert.match(JSON.stringify(error.flaws), /body\.events\.1/u);
          return true;
        },
      );
    }
    assert.throws(() => read({ source: 's', events: Array(101).fill(joined) }), invalid);
  });
});

describe('the room token', () => {
  it('is what decision 0001 says', async () => {
    const clock = settableClock(now);
    const settings = { secret, issuer: 'campus-meet', audience: 'jitsi', domain: 'd.test', clock };
    const tokens = createRoomTokens(settings);
    const person = { id: 'p-1', name: '王芳' };
    const { jwt, expiresAt } = await tokens.sign({ room: 'ABC', person, moderator: true });
    assert.deepEqual(decodeProtectedHeader(jwt), { alg: 'HS256', typ: 'JWT' });
    const key = new TextEncoder().encode(secret);
    const { payload } = await jwtVerify(jwt, key, { currentDate: new Date(now) });
    assert.deepEqual(payload, {
      iss: 'campus-meet',
      aud: 'jitsi',
      sub: 'd.test',
      room: 'abc',
      nbf: now / 1000 - 10,
      exp: now / 1000 + 120,
      context: { user: { id: 'p-1', name: '王芳', moderator: true, affiliation: 'owner' } },
    });
    assert.equal(expiresAt, now + 120_000);
    const short = await tokens.sign({ room: 'a', person, moderator: false, lifetime: 30_000 });
    assert.equal(short.expiresAt, now + 30_000);
  });

  it('wants a real secret', () => {
    const clock = settableClock(now);
    const settings = { secret: 'short', issuer: 'i', audience: 'a', domain: 'd', clock };
    assert.throws(() => createRoomTokens(settings), RangeError);
  });
});

describe('sending commands', () => {
  const answering = async (listener: RequestListener) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const url = `http://127.0.0.1:${port}/campus-meet/commands`;
    const commands = createCommands({ url, secret, clock: settableClock(now), timeout: 300 });
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    return { commands, close };
  };
  const answers: [string, number, string][] = [
    ['a page of a proxy', 502, '<html>Bad gateway</html>'],
    ['an empty answer', 200, ''],
    ['half an answer', 200, '{"ok":true,"source":"s"}'],
    ['JSON of somebody else', 200, '{"status":"up"}'],
    ['a redirect', 302, ''],
  ];
  for (const [what, status, body] of answers) {
    it(`is unavailable at ${what}`, async () => {
      const { commands, close } = await answering((_, response) => {
        response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end(body);
      });
      await assert.rejects(commands.sizes(), { code: 'conference/unavailable' });
      close();
    });
  }

  it('does not wait for ever', async () => {
    const { commands, close } = await answering(() => undefined);
    await assert.rejects(commands.endRoom('r', 'x'), { code: 'conference/unavailable' });
    close();
  });

  it('keeps the code of a refusal', async () => {
    const { commands, close } = await answering((_, response) => {
      response.writeHead(404).end('{"ok":false,"code":"user-not-found"}');
    });
    await assert.rejects(commands.kick('r', 'u', 'x'), (error) => {
      assert.equal(refusal(error), 'user-not-found');
      return true;
    });
    close();
  });
});
