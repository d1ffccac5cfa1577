import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { installed } from './names.ts';
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

/** The rendered site, as in its container, in an nginx of our own, which touches nothing of the system's. */
function nginxFile({ place, folder }: Deployment): string {
  const file = join(place, 'nginx.conf');
  const site = join(place, 'site.conf');
  const rendered = readFileSync(join(folder, 'signalling/nginx.conf'), 'utf8');
  writeFileSync(
    site,
    rendered.replace(installed.recorderConfig, `${folder}/signalling/recorder-config.js`),
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${place}/${kind};`,
  );
  const main = readFileSync(join(folder, 'containers/nginx.conf'), 'utf8');
  writeFileSync(
    file,
    main
      .replace('user nginx;', `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''}`)
      .replace('/run/nginx.pid', `${place}/nginx.pid`)
      .replace(/^worker_rlimit.*$/mu, `include ${folder}/signalling/nginx-limits.conf;`)
      .replace('stderr warn', `${place}/nginx-start.log`)
      .replace('http {', ['http {', ...temporary].join('\n'))
      .replace('/etc/nginx/conf.d/*.conf', site),
  );
  return file;
}

const fuller = (
  place: string,
  port: number,
): string => `regions: [{ name: campus, networks: [127.0.0.0/8, '::1/128'] }]
media: { bridgeChannel: websocket }
recording: { recorders: [{ id: jibri1, address: 127.0.0.1 }], pages: ${place}/pages, pagesPort: ${port} }
`;

for (const [name, more] of [
  ['the least of it', () => ''],
  ['with regions, websockets of the videobridges, and recorders', fuller],
] as const) {
  const isFuller = more === fuller;
  describe(`nginx with the rendered configuration, ${name}`, () => {
    let jitsi: Deployment;
    let nginx: RunningProgram;
    let upstream: Server;

    const ask = async (
      path: string,
      headers: Record<string, string> = {},
      { port = jitsi.ports.https, host = '127.0.0.1' } = {},
    ): Promise<Answer> => {
      const asked = request({
        host,
        port,
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
      mkdirSync(join(jitsi.place, 'pages'));
      writeFileSync(join(jitsi.place, 'pages/index.html'), '<!--#include virtual="/config.js" -->');
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
      assert.equal(headers['x-proxy-region'], isFuller ? 'campus' : undefined);
    });

    it('does so by IPv6, too, and hands on from where', async () => {
      const { headers } = JSON.parse((await ask('/http-bind', {}, { host: '::1' })).text) as Asked;
      assert.equal(headers['x-forwarded-for'], '::1');
      assert.equal(headers['x-proxy-region'], isFuller ? 'campus' : undefined);
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

    if (isFuller) {
      it('offers Jitsi’s own pages to recorders alone, with what they have to know', async () => {
        const page = await ask('/room1', {}, { port: jitsi.ports.other });
        assert.equal(page.status, 200);
        assert.match(page.text, /"hiddenDomain": "recorder\.meet\.uni\.test"/u);
        assert.equal((await ask('/', {}, { port: jitsi.ports.other })).status, 404);
        assert.match(jitsi.text('signalling/nginx.conf'), /allow 127\.0\.0\.1;\n {2}deny all;/u);
      });
    }

    it('sends browsers that come without TLS to where there is TLS', async () => {
      const { status, headers } = await fetch(`http://127.0.0.1:${jitsi.ports.http}/a?b=c`, {
        redirect: 'manual',
      });
      assert.equal(status, 301);
      assert.equal(headers.get('location'), `https://${jitsi.domain}:${jitsi.ports.https}/a?b=c`);
    });

    it('writes no token into its logs, also when Prosody is away', async () => {
      await ask('/http-bind?room=r&token=very-secret');
      upstream.close();
      upstream.closeAllConnections();
      assert.equal((await ask('/http-bind?room=r&token=very-secret')).status, 502);
      const logs = ['access.log', 'error.log'].map((name) =>
        readFileSync(join(jitsi.place, 'logs/nginx', name), 'utf8'),
      );
      assert.match(logs[0] ?? '', /GET \/http-bind" 200/u);
      assert.doesNotMatch(logs.join(''), /very-secret/u);
    });
  });
}

describe('nginx with the rendered configuration, on a machine without IPv6', () => {
  it('listens on IPv4 alone where the settings say so', async () => {
    const jitsi = await deploy({ signalling: 'ipv6: false' });
    assert.doesNotMatch(jitsi.text('signalling/nginx.conf'), /\[::\]/u);
    execFileSync('nginx', [
      ...['-t', '-q', '-c', nginxFile(jitsi)],
      ...['-e', join(jitsi.place, 'nginx-start.log')],
    ]);
    jitsi.remove();
  });
});

interface Asked {
  url: string;
  headers: Record<string, string>;
}
