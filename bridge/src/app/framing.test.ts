import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import { servePanel } from './panel.ts';

describe('Who may frame a page', () => {
  const portal = 'https://portal.uni.test';
  const policies = async (paths: string[]): Promise<string[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'panel-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    const app = new Koa();
    app.use(
      servePanel({
        folder,
        conferenceOrigins: [],
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
      found.push(/frame-ancestors ([^;]*)/u.exec(policy)?.[1] ?? '');
    }
    server.close();
    return found;
  };

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
    for (const policy of await policies(paths)) assert.equal(policy, `'self' ${portal}`);
  });
  it('is nobody, of the administration, of logging in and of all else', async () => {
    const paths = ['/admin', '/admin/people', '/ADMIN', '/login', '/register', '/settings/data'];
    const odd = ['/join/x', '/course/../admin', '/course/x/y', '/x', '/%61dmin', '//admin'];
    for (const policy of await policies([...paths, ...odd])) assert.equal(policy, "'none'");
  });
});
