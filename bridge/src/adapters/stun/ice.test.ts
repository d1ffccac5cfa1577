import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { checkIce } from './ice.ts';
import { attributes } from './message.ts';

/** Types of the attributes of a STUN message (RFC 8489, 14). */
function typesIn(message: Buffer): number[] {
  const types: number[] = [];
  for (let at = 20; at < message.length;) {
    types.push(message.readUInt16BE(at));
    at += 4 + Math.ceil(message.readUInt16BE(at + 2) / 4) * 4;
  }
  return types;
}

/** The answer to a binding request: a success, or an error with its code (RFC 8489, 6 and 14.8). */
function answerTo(message: Buffer, code: number): Buffer {
  const error = Buffer.from([0, attributes.error, 0, 4, 0, 0, Math.floor(code / 100), code % 100]);
  const body = code === 0 ? Buffer.alloc(0) : error;
  const head = Buffer.from(message.subarray(0, 20));
  head.writeUInt16BE(code === 0 ? 0x0101 : 0x0111, 0);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

describe('a connectivity check of ICE', () => {
  const roles = { controlled: attributes.controlled, controlling: attributes.controlling };

  for (const [wanted, type] of Object.entries(roles)) {
    it(`takes the role that the peer leaves to it: ${wanted} (a real videobridge answers 487 to the other)`, async () => {
      const asked: number[][] = [];
      const peer = createSocket('udp4');
      peer.on('message', (message, { address, port }) => {
        const types = typesIn(message);
        asked.push(types);
        peer.send(answerTo(message, types.includes(type) ? 0 : 487), port, address);
      });
      peer.bind(0, '127.0.0.1');
      await once(peer, 'listening');
      const place = { host: '127.0.0.1', port: peer.address().port, ufrag: 'a', password: 'b' };
      assert.equal(await checkIce(place, 'c'), 0);
      assert.ok(asked.length <= 2);
      assert.ok(asked.at(-1)?.includes(type));
      peer.close();
    });
  }

  it('says with which code it was refused', async () => {
    const peer = createSocket('udp4');
    peer.on('message', (message, { address, port }) =>
      peer.send(answerTo(message, 401), port, address),
    );
    peer.bind(0, '127.0.0.1');
    await once(peer, 'listening');
    const place = { host: '127.0.0.1', port: peer.address().port, ufrag: 'a', password: 'b' };
    assert.equal(await checkIce(place, 'c'), 401);
    peer.close();
  });
});
