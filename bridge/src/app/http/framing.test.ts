import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Koa from 'koa';
import { createLog } from '../../kernel/log.ts';
import { securityHeaders } from './headers.ts';
import { answerFailures } from './errors.ts';
import { servePanel } from './panel.ts';

const portal = 'https://portal.uni.test';

/** What the policies of some pages say to one directive; the panel is a page and an asset here. */
async function policies(directive: string, paths: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'panel-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets/ticks.worker-x.js'), '');
  const app = new Koa();
  app.use(securityHeaders).use(
    servePanel({
      folder,
      conferenceOrigins: ['https://meet.uni.test', 'wss://meet.uni.test'],
      frameAncestors: () => Promise.resolve([portal]),
    }),
  );
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found: string[] = [];
  for (const path of paths) {
    const policy = (await fetch(base + path)).headers.get('content-security-policy') ?? '';
    found.push(new RegExp(`${directive} ([^;]*)`, 'u').exec(policy)?.[1] ?? '');
  }
  server.close();
  return found;
}

describe('What a page may run', () => {
  it('is our own scripts, the conference’s, and compiled WebAssembly; never text', async () => {
    const [policy] = await policies('script-src', ['/meeting/1']);
    assert.equal(policy, "'self' 'wasm-unsafe-eval' https://meet.uni.test");
  });
  it('is nothing of the sort for workers, and for whatever is no page of the panel', async () => {
    const found = await policies('script-src', ['/assets/ticks.worker-x.js', '/api/x']);
    assert.deepEqual(found, ["'self'", "'self'"]);
  });
});

describe('A large file of the panel', () => {
  it('comes compressed where the build left a compressed copy, as what it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'panel-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'assets/model-x.wasm'), 'module');
    await writeFile(join(folder, 'assets/model-x.wasm.gz'), gzipSync('module'));
    const app = new Koa();
    app.use(
      servePanel({ folder, conferenceOrigins: [], frameAncestors: () => Promise.resolve([]) }),
    );
    const handle = app.callback();
    const server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/assets/model-x.wasm`);
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.equal(answer.headers.get('content-type'), 'application/wasm');
    assert.equal(await answer.text(), 'module');
    server.close();
  });
});

describe('Who may frame a page', () => {
  it('are the portals, of what is shown there', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const paths = [
      '/',
      '/people',
      '/settings',
      `/course/${id}`,
      `/meeting/${id}`,
      '/portal',
      '/ringer',
    ];
    for (const policy of await policies('frame-ancestors', paths))
      assert.equal(policy, `'self' ${portal}`);
  });
  it('is nobody, of the administration, of logging in and of all else', async () => {
    const paths = ['/admin', '/admin/people', '/ADMIN', '/login', '/register', '/settings/data'];
    const odd = ['/join/x', '/course/../admin', '/course/x/y', '/x', '/%61dmin', '//admin'];
    for (const policy of await policies('frame-ancestors', [...paths, ...odd]))
      assert.equal(policy, "'none'");
  });
});

describe('A panel that was never built', () => {
  it('is said in a page with a code, and the rest of the bridge goes on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'panel-'));
    const app = new Koa();
    app.use(async (ctx, next) => {
      ctx.state = { requestId: 'r1', log: createLog('silent') };
      await next();
    });
    app.use(answerFailures);
    const frameAncestors = () => Promise.resolve([]);
    app.use(servePanel({ folder, conferenceOrigins: [], frameAncestors }));
    app.use((ctx) => {
      ctx.body = 'here';
    });
    const handle = app.callback();
    const server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const page = await fetch(`${base}/course/x`);
    assert.equal(page.status, 503);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/u);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.match(await page.text(), /npm run build.*panel\/not-built · r1/su);
    assert.equal(await (await fetch(`${base}/api/x`)).text(), 'here');
    for (const path of [
      '/assets/panel-x.js',
      '/notifications.js',
      '/embed/campus-meet.js',
      '/logo',
    ]) {
      const file = await fetch(`${base}${path}`);
      assert.equal(file.status, 404, path);
      assert.match(await file.text(), /"code":"request\/not-found"/u);
    }
    server.close();
  });
});

describe('The sign on the pages that one comes to from outside', () => {
  const product = '<svg xmlns="http://www.w3.org/2000/svg"><title>product</title></svg>';
  const campus = product.replace('product', 'campus');
  const served = async (logo: (folder: string) => string | undefined): Promise<Response> => {
    const folder = await mkdtemp(join(tmpdir(), 'panel-'));
    await mkdir(join(folder, 'icons'));
    await writeFile(join(folder, 'icons/icon.svg'), product);
    await writeFile(join(folder, 'campus.svg'), campus);
    const app = new Koa().use(securityHeaders);
    const frameAncestors = () => Promise.resolve([]);
    app.use(servePanel({ folder, logo: logo(folder), conferenceOrigins: [], frameAncestors }));
    const handle = app.callback();
    const server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/logo`);
    server.close();
    return answer;
  };

  it('is the campus’s own where it is configured, a picture that runs nothing', async () => {
    const answer = await served((folder) => join(folder, 'campus.svg'));
    assert.equal(await answer.text(), campus);
    assert.match(answer.headers.get('content-type') ?? '', /^image\/svg/u);
    assert.match(answer.headers.get('content-security-policy') ?? '', /script-src 'self'/u);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  });

  it('is the product’s where it is not', async () => {
    assert.equal(await (await served(() => undefined)).text(), product);
  });
});
