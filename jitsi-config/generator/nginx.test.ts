import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { deploy, type Deployment } from './test/deployment.ts';
import { startProgram, type RunningProgram } from './test/program.ts';

/** What a web server answered. */
interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
}

/** Stands where Prosody is, and says what it was asked. */
async function startUpstream(port: number): Promise<Server> {
  const server = createServer((asked, answer) => {
    answer.end(JSON.stringify({ url: asked.url, headers: asked.headers }));
  });
  server.on('upgrade', (asked, socket) => {
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Asked: ${asked.url}\r\n\r\n`,
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The rendered site in an nginx of our own, which touches nothing of the system's. */
function nginxFile({ place, folder }: Deployment): string {
  const file = join(place, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${place}/${kind};`,
  );
  writeFileSync(
    file,
    `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${place}/nginx.pid;
include ${folder}/signalling/nginx-limits.conf;
error_log ${place}/nginx-start.log;
events { worker_connections 64; }
http {
${temporary.join('\n')}
  include ${folder}/signalling/nginx.conf;
}
`,
  );
  return file;
}

for (const [name, more] of [
  ['without regions', ''],
  [
    'with regions and websockets of the videobridges',
    'regions: [{ name: campus, networks: [127.0.0.0/8] }]\nmedia: { bridgeChannel: websocket }\n',
  ],
] as const) {
  describe(`nginx with the rendered configuration, ${name}`, () => {
    let jitsi: Deployment;
    let nginx: RunningProgram;
    let upstream: Server;

    const ask = async (path: string, headers: Record<string, string> = {}): Promise<Answer> => {
      const asked = request({
        host: '127.0.0.1',
        port: jitsi.ports.https,
        path,
        headers: { ...headers, host: jitsi.domain },
        servername: jitsi.domain,
        ca: readFileSync(join(jitsi.place, `certificates/${jitsi.domain}/fullchain.pem`)),
      }).end();
      const [answer] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [
        IncomingMessage,
      ];
      let text = '';
      if (answer.statusCode === 101) asked.destroy();
      else for await (const part of answer) text += String(part);
      return { status: answer.statusCode ?? 0, headers: answer.headers, text };
    };

    before(async () => {
      jitsi = await deploy({ more });
      upstream = await startUpstream(jitsi.ports.prosodyHttp);
      const file = nginxFile(jitsi);
      execFileSync('nginx', ['-t', '-q', '-c', file, '-e', join(jitsi.place, 'nginx-start.log')]);
      nginx = await startProgram(['nginx', '-c', file], () =>
        ask('/libs/lib-jitsi-meet.min.js').then(
          () => true,
          () => false,
        ),
      );
    });
    after(async () => {
      await nginx.stop();
      upstream.close();
      jitsi.remove();
    });

    it('lets websockets and BOSH through to Prosody, with what they ask', async () => {
      const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
      const socket = await ask('/xmpp-websocket?room=r&token=t', upgrade);
      assert.equal(socket.status, 101);
      assert.equal(socket.headers['x-asked'], '/xmpp-websocket?room=r&token=t');
      const bosh = JSON.parse((await ask('/http-bind?room=r&token=t')).text) as Asked;
      assert.equal(bosh.url, '/http-bind?room=r&token=t');
      assert.equal(bosh.headers['host'], jitsi.domain);
      assert.equal(bosh.headers['x-forwarded-for'], '127.0.0.1');
    });

    it('says the region by the address, and believes nobody’s own word', async () => {
      const forged = { 'x-proxy-region': 'moon' };
      const { headers } = JSON.parse((await ask('/http-bind', forged)).text) as Asked;
      assert.equal(headers['x-proxy-region'], more === '' ? undefined : 'campus');
    });

    it('offers the library to pages of other origins, to be asked for anew', async () => {
      const { status, headers, text } = await ask('/libs/lib-jitsi-meet.min.js');
      assert.equal(status, 200);
      assert.equal(text, '// the library');
      assert.match(headers['content-type'] ?? '', /^text\/javascript/u);
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.equal(headers['cache-control'], 'no-cache');
    });

    it('offers nothing else: no pages of Jitsi, no commands', async () => {
      assert.equal((await ask('/')).status, 404);
      assert.equal((await ask('/campus-meet/commands')).status, 404);
      assert.equal((await ask('/room-census')).status, 404);
    });

    it('writes no token into its log', async () => {
      await ask('/http-bind?room=r&token=very-secret');
      const log = readFileSync(join(jitsi.place, 'logs/nginx/access.log'), 'utf8');
      assert.match(log, /GET \/http-bind" 200/u);
      assert.doesNotMatch(log, /very-secret/u);
    });
  });
}

interface Asked {
  url: string;
  headers: Record<string, string>;
}
