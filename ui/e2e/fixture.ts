import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Frame,
  type Locator,
  type Page,
} from 'playwright-core';
import { patience } from '../../bridge/test/becomes.ts';
import { partAt } from '../../bridge/test/parts.ts';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import type { RunningVideobridge } from '../../jitsi-config/stand-in/start.ts';
import { startDemo, type RunningDemo } from '../../plugin/demo-campus/demo.ts';
import { aPreparedDemo } from './prepared-demo.ts';
import { pressUntilFelt } from './pressing.ts';
import { withWhatWasSeen } from './trouble.ts';

/** The course of the demo that most tests are about, its teacher (t0001) and a student of it (s202300001). */
export const dataStructures = 2;
export const teacherName = '唐杰';
export const studentName = '胡丽';

/** Real parts that every test here needs; without them the tests are skipped at a desk and fail under CI. */
export const chromiumPath = partAt('chromium');
export const prosodyPath = partAt('prosody');
export const canRun = chromiumPath !== null && prosodyPath !== null;

/** The demo on free ports, and a real browser. */
export interface Fixture {
  demo: RunningDemo;
  browser: Browser;
  /** The file of the bridge's database. */
  database: string;
  /** What the parts of the demo logged, for a test that failed. */
  log: string[];
  close: () => Promise<void>;
}

/**
 * The address bar's suggestions, two pages of the browser's own in each window: a second of work for every person.
 * Those of Playwright's own list come with them, because of two lists the browser takes the second.
 */
const withoutFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  ...['AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync'],
  ...['DestroyProfileOnBrowserClose', 'HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades'],
  ...['LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints'],
  ...['PaintHolding', 'PreconnectToSearch', 'ThirdPartyStoragePartitioning'],
];

const launchFlags = [
  `--disable-features=${withoutFeatures.join(',')}`,
  '--use-fake-ui-for-media-stream',
  // All pages of a browser share its camera. Pages that asked for fewer pictures than it gives would each hold another
  // one; from four pages on all its buffers were held, and nobody's picture moved any more.
  '--use-fake-device-for-media-stream=fps=6',
  '--autoplay-policy=no-user-gesture-required',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Third-party cookies are refused, as browsers do by now: only partitioned ones come back in the frame.
  '--test-third-party-cookie-phaseout',
];

/**
 * Starts the demo and Chromium.
 * @param bridgeSettings settings of the bridge that a test wants otherwise
 * @param lan an address of this machine where the demo is to be found by HTTPS, as by telephones
 * @param eventsUrl who listens between Prosody and the bridge
 */
export async function openFixture(
  bridgeSettings: Record<string, string> = {},
  lan?: string,
  eventsUrl?: string,
): Promise<Fixture> {
  if (!existsSync(join(import.meta.dirname, '../dist/index.html'))) {
    throw new Error('the panel is not built: npm run build');
  }
  const { ports, dataFolder, remove } = await aPreparedDemo();
  const log: string[] = [];
  const demo = await startDemo({
    ports,
    dataFolder,
    bridgeSettings,
    ...(lan === undefined ? {} : { lan }),
    ...(eventsUrl === undefined ? {} : { eventsUrl }),
    onLog: (part, line) => log.push(`${part}: ${line}`),
  });
  // A launch more for each page of each person: whoever tests it sets it, as Moodle's administrator does.
  demo.plugin.settings.ringer = false;
  const browser = await launchPatiently();
  return {
    demo,
    browser,
    database: join(dataFolder, 'campus-meet.sqlite'),
    log,
    close: async () => {
      await browser.close();
      await demo.stop();
      remove();
    },
  };
}

/** What each of those on a videobridge sends, wants to see, and is sent: a line for each; none where it does not answer. */
async function callsOn({ httpUrl }: RunningVideobridge): Promise<string[]> {
  const ask = async (path: string): Promise<unknown> => (await fetch(`${httpUrl}${path}`)).json();
  try {
    const shown = (await ask('/debug')) as {
      conferences: Record<string, { endpoints: Record<string, string> }>;
    };
    const paths = Object.entries(shown.conferences).flatMap(([conference, { endpoints }]) =>
      Object.keys(endpoints).map((endpoint) => `/debug/${conference}/${endpoint}`),
    );
    return await Promise.all(paths.map(async (path) => JSON.stringify(await ask(path))));
  } catch {
    return [];
  }
}

/** A browser in which nothing fails because the machine is slow. */
async function launchPatiently(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: launchFlags });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(patience);
    context.once('page', (page) => pressUntilFelt(page.locator('body')));
    return context;
  };
  return browser;
}

/** One person at one browser of their own, signed in to the portal. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
}

export interface VisitorOptions {
  locale?: string;
  width?: number;
  height?: number;
  dark?: boolean;
  /** Lines that the camera gives, whatever is asked of it. */
  cameraLines?: 180 | 360;
}

/** In the page: whatever is asked of a camera, it gives little. */
function giveCheapCamera(height: number): void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = (wanted) => {
    const { video } = wanted ?? {};
    if (!video) return open(wanted);
    const asked = video === true ? {} : video;
    return open({ ...wanted, video: { ...asked, width: (height * 16) / 9, height } });
  };
}

/** Signs a person in to the portal in a browser context of its own. */
export async function signIn(
  fixture: Fixture,
  username: string,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const { locale = 'en-GB', width = 1280, height = 800, dark = false } = options;
  const context = await fixture.browser.newContext({
    locale,
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    permissions: ['camera', 'microphone'],
  });
  const { cameraLines } = options;
  if (cameraLines !== undefined) await context.addInitScript(giveCheapCamera, cameraLines);
  const page = await context.newPage();
  await page.goto(`${fixture.demo.addresses.campus}/login/index.php`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', demoPassword);
  await page.click('form:has(input[name=password]) button[type=submit]');
  await page.waitForURL(/\/my\//u);
  return { context, page };
}

/** Opens a course page of the portal; answers the panel's frame in it. */
export const openCourse = (fixture: Fixture, page: Page, courseId: number): Promise<Frame> =>
  openPanel(fixture, page, `/course/view.php?id=${courseId}`);

/** Opens one activity of a course, by its number in the LMS; answers the panel's frame in it. */
export const openActivity = (fixture: Fixture, page: Page, cmid: number): Promise<Frame> =>
  openPanel(fixture, page, `/mod/lti/view.php?id=${cmid}`);

async function openPanel(fixture: Fixture, page: Page, path: string): Promise<Frame> {
  await page.goto(`${fixture.demo.addresses.campus}${path}`);
  const frame = await frameOf(page, 'iframe#contentframe');
  await frame.waitForURL(new RegExp(`^${fixture.demo.addresses.bridge}/course/`, 'u'));
  return frame;
}

/** The frame that a page shows at `selector`, once it is there. */
export async function frameOf(page: Page, selector: string): Promise<Frame> {
  const frame = await (await page.waitForSelector(selector)).contentFrame();
  if (!frame) throw new Error(`${selector} is no frame`);
  return frame;
}

/** Presses and answers the tab that this very press opens. */
export async function tabBy(visitor: Visitor, press: () => Promise<void>): Promise<Page> {
  const [tab] = await Promise.all([visitor.context.waitForEvent('page'), press()]);
  return tab;
}

/** A button of the meeting's controls. */
export const control = (page: Page | Frame, name: string): Locator =>
  page.locator(`[data-control=${name}]`);

/** After a failed test: what everybody saw, and the last words of the demo's parts. Call it in `afterEach`. */
export async function printTrouble(
  fixture: Fixture | undefined,
  test: { state?: string | undefined; title?: string; err?: Error | undefined } | undefined,
): Promise<void> {
  if (test?.state !== 'failed' || !fixture) return;
  if (test.err) await withWhatWasSeen(fixture.browser, test.err);
  const said = fixture.log.filter((line) => !line.includes('debug')).slice(-20);
  const calls = await Promise.all(fixture.demo.media.videobridges.map(callsOn));
  process.stderr.write(`\n${[...said, ...calls.flat()].join('\n')}\n`);
  const folder = process.env['E2E_PICTURES'];
  if (folder === undefined) return;
  const pages = fixture.browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: `${folder}/${test.title ?? 'test'} ${index}.png` });
  }
}
