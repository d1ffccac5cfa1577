import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { readLines, writeLine } from './lines.ts';

const message = z.object({ word: z.string() });

describe('messages of focus and videobridges', () => {
  let server: Server;
  let far: Socket;
  let near: Socket;
  let heard: string[];
  beforeEach(async () => {
    server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    far = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [socket] = (await once(server, 'connection')) as [Socket];
    near = socket;
    heard = [];
    readLines(near, message, ({ word }) => heard.push(word));
  });
  afterEach(() => {
    far.destroy();
    near.destroy();
    server.close();
  });

  it('come one a line', async () => {
    writeLine(far, { word: 'one' });
    writeLine(far, { word: 'zwei\n二' });
    far.end();
    await once(near, 'close');
    assert.deepEqual(heard, ['one', 'zwei\n二']);
  });

  it('end with the connection, and nothing else, when the other side is killed', async () => {
    const closed = once(near, 'close');
    far.resetAndDestroy();
    await closed.catch(() => undefined);
    assert.equal(near.destroyed, true);
  });

  it('that do not fit end the connection, and nothing else', async () => {
    for (const line of ['no JSON', '{"word":1}', '{"kind":"hello"}']) {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      const [other] = (await once(server, 'connection')) as [Socket];
      readLines(other, message, ({ word }) => heard.push(word));
      const closed = once(other, 'close');
      socket.on('error', () => undefined).write(`${line}\n`);
      await closed;
    }
    assert.deepEqual(heard, []);
  });
});
