import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { chromiumAt } from '../../bridge/test/parts.ts';
import type { Loudness } from '../src/features/calls/ports.ts';

const program = chromiumAt();

interface Ringing {
  heard: Loudness[];
  stop: () => void;
}
declare global {
  interface Window {
    ringing: Ringing;
  }
}

/** The bell as one script that a page can load. */
async function bellScript(): Promise<string> {
  const entry = join(import.meta.dirname, '../src/adapters/browser/bell.ts');
  const lib = { entry, formats: ['iife' as const], name: 'bell' };
  const built = await build({ logLevel: 'error', configFile: false, build: { write: false, lib } });
  const [output] = Array.isArray(built) ? built : [];
  const chunk = output?.output[0];
  if (chunk?.type !== 'chunk') throw new Error('the bell was not built');
  return chunk.code;
}

/** Rings as soon as it is loaded, unless the address says to wait: what a test evaluates counts as a press. */
const rings = `
  const heard = [];
  const ring = () => (window.ringing = { heard, stop: bell.browserBell.ring((how) => heard.push(how)) });
  if (location.search === '') ring();
  else addEventListener('click', ring, { once: true });
`;

const heardLast = (page: Page, how: Loudness) =>
  page.waitForFunction((wanted) => window.ringing.heard.at(-1) === wanted, how);

(program ? describe : describe.skip)('the bell of a browser that guards its sound', function () {
  let server: Server;
  let browser: Browser;
  let base: string;
  before(async () => {
    const script = await bellScript();
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>bell</title><p>press me</p><script>${script}${rings}</script>`,
      );
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath: program ?? '',
      args: ['--no-sandbox', '--autoplay-policy=document-user-activation-required'],
    });
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  it('is silent until the page is pressed, and then rings', async () => {
    const page = await browser.newPage();
    await page.goto(base);
    await heardLast(page, 'silent');
    await page.getByText('press me').click();
    await heardLast(page, 'aloud');
    await page.evaluate(() => window.ringing.stop());
    await page.close();
  });

  it('rings in one tab only, in one that may; and in the next when that one goes', async () => {
    const context = await browser.newContext();
    const untouched = await context.newPage();
    const first = await context.newPage();
    const second = await context.newPage();
    await untouched.goto(base);
    await heardLast(untouched, 'silent');
    for (const page of [first, second]) await page.goto(`${base}/?wait`);
    await first.getByText('press me').click();
    await heardLast(first, 'aloud');
    await second.getByText('press me').click();
    assert.deepEqual(await second.evaluate(() => window.ringing.heard), ['elsewhere']);
    await first.close();
    await heardLast(second, 'aloud');
    assert.deepEqual(await untouched.evaluate(() => window.ringing.heard), ['elsewhere', 'silent']);
    await context.close();
  });
});
