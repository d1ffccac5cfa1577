import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { startJitsiWeb, type JitsiWeb } from './server.ts';

describe('The stand-in for Jitsi’s web server', () => {
  let web: JitsiWeb;
  before(async () => {
    web = await startJitsiWeb({ port: 0, websocket: 'ws://127.0.0.1:8092/xmpp-websocket' });
  });
  after(() => web.stop());

  it('serves the library byte for byte, to every origin, to be kept', async () => {
    const answer = await fetch(`${web.url}/libs/lib-jitsi-meet.min.js?v=1`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.match(answer.headers.get('cache-control') ?? '', /max-age=31536000/);
    assert.match(answer.headers.get('content-type') ?? '', /javascript/);
    const original = new URL(import.meta.resolve('@lyno/lib-jitsi-meet/lib-jitsi-meet.min.js'));
    assert.ok((await readFile(original)).equals(Buffer.from(await answer.arrayBuffer())));
  });

  it('serves a config.js that a script can read', async () => {
    const sandbox: { config?: { hosts: { muc: string }; websocket: string } } = {};
    runInNewContext(await (await fetch(`${web.url}/config.js`)).text(), sandbox);
    assert.equal(sandbox.config?.hosts.muc, 'conference.meet.campus.test');
    assert.equal(sandbox.config.websocket, 'ws://127.0.0.1:8092/xmpp-websocket');
  });

  it('serves nothing else of the package, and no path outside of it', async () => {
    for (const path of ['package.json', '..%2f..%2fpackage.json', 'README.md', '']) {
      assert.equal((await fetch(`${web.url}/libs/${path}`)).status, 404, path);
    }
  });

  it('says so when its port is taken', async () => {
    await assert.rejects(startJitsiWeb({ port: Number(new URL(web.url).port) }), {
      code: 'EADDRINUSE',
    });
  });
});
