import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { securityHeaders } from '../../bridge/src/app/http/headers.ts';
import { servePanel } from '../../bridge/src/app/http/panel.ts';
import type { SceneName } from '../scenes/scenes.ts';

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
  '--disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required';

/** How a scene is looked at. */
export interface View {
  locale?: 'en' | 'zh-CN';
  width?: number;
  height?: number;
  dark?: boolean;
  /** Where the reader's clock is; the campus of the scenes is in Shanghai. */
  zone?: string;
}

/** A scene in a page, with everything that the browser complained about. */
export interface ShownScene {
  page: Page;
  complaints: string[];
}

export interface Stage {
  /** Shows a scene in place of the one before: each is loaded anew, in the same page of the browser. */
  show: (scene: SceneName, view?: View) => Promise<ShownScene>;
}

let shared: Promise<Scenes> | undefined;

/** The scenes as every test of this process sees them: built and served once, in one browser; both end with it. */
interface Scenes {
  base: string;
  /** One page for each language and zone: a new one costs the browser more than ten scenes do. */
  pageIn: (locale: string, zone: string) => Promise<Page>;
}

/** Opens the scenes. */
export async function openStage(executablePath: string): Promise<Stage> {
  shared ??= serveScenes(executablePath);
  const { base, pageIn } = await shared;
  return {
    show: async (scene, view = {}) => {
      const { locale = 'en', width = 1280, height = 800, dark = false } = view;
      const page = await pageIn(locale, view.zone ?? 'Asia/Shanghai');
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      return show(page, `${base}/?scene=${scene}&locale=${locale}`);
    },
  };
}

/** Builds the scenes into a folder that goes with this process. @returns the folder */
async function buildScenes(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-scenes-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    configFile: join(import.meta.dirname, '../scenes/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder },
  });
  return folder;
}

/** Serves the scenes with the bridge's own middleware and policy, and opens a browser. */
async function serveScenes(executablePath: string): Promise<Scenes> {
  // A whole run builds them once for all its processes (.config/test-phases.mjs).
  const folder = process.env['BUILT_SCENES'] ?? (await buildScenes());
  const app = new Koa().use(securityHeaders).use(
    servePanel({
      folder,
      conferenceOrigins: [],
      frameAncestors: () => Promise.resolve([]),
    }),
  );
  // A scene that is left while it loads breaks its downloads off.
  app.silent = true;
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  server.unref();
  const browser = await chromium.launch({ executablePath, args: flags.split(' ') });
  const pages = new Map<string, Promise<Page>>();
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pageIn: (locale, timezoneId) => {
      const key = `${locale} ${timezoneId}`;
      const page = pages.get(key) ?? openPage(browser, { locale, timezoneId });
      pages.set(key, page);
      return page;
    },
  };
}

async function openPage(
  browser: Browser,
  where: { locale: string; timezoneId: string },
): Promise<Page> {
  const page = await browser.newPage(where);
  await page.addInitScript({ content: `if (window === top) console.debug('${begins}')` });
  // "Leave without saving?" of a scene that is left for the next.
  page.on('dialog', (dialog) => void dialog.accept());
  return page;
}

/** What each document says before anything else: what came earlier was said by the scene that is left. */
const begins = 'a scene begins';

async function show(page: Page, url: string): Promise<ShownScene> {
  const complaints: string[] = [];
  page.removeAllListeners('pageerror').removeAllListeners('console');
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.text() === begins) complaints.length = 0;
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  if (page.url() !== 'about:blank') await page.evaluate(() => window.sessionStorage.clear());
  await page.goto(url);
  await page.waitForSelector('h1');
  return { page, complaints };
}
