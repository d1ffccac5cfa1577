import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';
import { securityHeaders } from '../../bridge/src/app/headers.ts';
import { servePanel } from '../../bridge/src/app/panel.ts';
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
}

/** A scene in a page, with everything that the browser complained about. */
export interface ShownScene {
  page: Page;
  complaints: string[];
}

export interface Stage {
  show: (scene: SceneName, view?: View) => Promise<ShownScene>;
  close: () => Promise<void>;
}

let shared: Promise<Scenes> | undefined;

/** The scenes as every test of this process sees them: built and served once, in one browser; both end with it. */
interface Scenes {
  base: string;
  browser: Browser;
}

/** Opens the scenes. @returns what shows them; `close` closes the pages that were shown */
export async function openStage(executablePath: string): Promise<Stage> {
  shared ??= serveScenes(executablePath);
  const { base, browser } = await shared;
  const contexts: BrowserContext[] = [];
  return {
    show: async (scene, view = {}) => {
      const context = await browser.newContext(asSeen(view));
      contexts.push(context);
      return show(context, `${base}/?scene=${scene}&locale=${view.locale ?? 'en'}`);
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

/** Builds the scenes, serves them with the bridge's own middleware and policy, and opens a browser. */
async function serveScenes(executablePath: string): Promise<Scenes> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-scenes-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    configFile: join(import.meta.dirname, '../scenes/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder },
  });
  const app = new Koa().use(securityHeaders).use(
    servePanel({
      folder,
      conferenceOrigins: [],
      frameAncestors: () => Promise.resolve([]),
    }),
  );
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  server.unref();
  const browser = await chromium.launch({ executablePath, args: flags.split(' ') });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, browser };
}

function asSeen({ locale = 'en', width = 1280, height = 800, dark = false }: View) {
  return {
    viewport: { width, height },
    colorScheme: dark ? ('dark' as const) : ('light' as const),
    reducedMotion: 'reduce' as const,
    locale,
  };
}

async function show(context: BrowserContext, url: string): Promise<ShownScene> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(url);
  await page.waitForSelector('h1');
  return { page, complaints };
}
