import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { forEachDatabase } from '../../test/databases.ts';
import { campus } from '../../test/campus.ts';
import { runRawBridge } from '../../test/raw-bridge.ts';
import { systemClock } from '../kernel/clock.ts';

forEachDatabase('what a request may be', (open) => {
  it('is bounded: address, headers, depth and size, each told with a code', async () => {
    const db = await open();
    const bridge = await runRawBridge(db, systemClock);
    const { token } = await campus(db, systemClock).person('Me');
    const codeOf = async (body: string, path = '/api/series') =>
      (await bridge.send({ method: 'POST', path, token, body })).code;
    const nested = '['.repeat(1_000);
    assert.equal(await codeOf(nested), 'request/invalid');
    assert.equal(await codeOf(`{"title":${JSON.stringify('[{'.repeat(90))}}`), undefined);
    assert.equal(await codeOf(`{"title":"${'x'.repeat(300_000)}"}`), 'request/too-large');
    const long = await bridge.send({ path: `/api/courses?x=${'a'.repeat(17_000)}`, token });
    assert.deepEqual([long.status, long.code], [413, 'request/too-large']);
    const said = await raw(
      bridge.base,
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`,
    );
    assert.match(said, /^HTTP\/1\.1 413 [\s\S]*"code":"request\/too-large"/u);
    assert.match(await raw(bridge.base, 'nonsense\r\n\r\n'), /"code":"request\/invalid"/u);
  });
});

/** Sends bytes as they are; answers what came back. */
function raw(base: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(bytes));
  return new Promise((resolve) => {
    let said = '';
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('error', () => resolve(said)).on('close', () => resolve(said));
  });
}
