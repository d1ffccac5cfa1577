import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { overflow } from './every-screen.ts';
import { openStage, type Stage, type View } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();

/** What an upgrade leaves of the version before: nothing. A page that is loaded after it has all its parts. */
const upgraded = (page: Page) => {
  let isOld = true;
  return page.route('**/*', (route) => {
    if (route.request().isNavigationRequest()) isOld = false;
    const isGone = isOld && new URL(route.request().url()).pathname.startsWith('/assets/');
    return isGone ? route.fulfill({ status: 404 }) : route.continue();
  });
};
/** No connection. */
const offline = (page: Page) => page.route('**/*', (route) => route.abort());

/** What a page that is loaded anew no longer knows. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { isSamePage: true }));
const isSamePage = (page: Page) => page.evaluate(() => 'isSamePage' in window);

/** The page there is asked for by an address, not by the router. */
const anew = (page: Page, path: string) =>
  page.waitForRequest(
    (request) => request.isNavigationRequest() && new URL(request.url()).pathname === path,
  );

(program ? describe : describe.skip)('a part of the panel that does not come', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });
  afterEach(() => page.unrouteAll());

  const open = async (scene: 'home' | 'meeting-pair', view: View = {}) => {
    ({ page } = await stage.show(scene, view));
    await page.waitForLoadState('networkidle');
    await mark(page);
  };
  const told = () => page.getByText('A part of this page could not be loaded', { exact: false });

  it('is the newest page where another page is wanted after an upgrade', async () => {
    await open('home');
    await upgraded(page);
    const loaded = anew(page, '/settings');
    await page.getByRole('link', { name: 'Settings' }).click();
    await loaded;
    await page.waitForURL('**/');
    await page.getByRole('link', { name: 'Settings' }).waitFor();
    assert.equal(await isSamePage(page), false);
  });

  it('keeps the page that is there while there is no connection, and says so', async () => {
    await open('home');
    await offline(page);
    await page.getByRole('link', { name: 'Settings' }).click();
    await told().waitFor();
    assert.equal(await isSamePage(page), true);
    await page.unrouteAll();
    const loaded = anew(page, '/settings');
    await page.getByRole('button', { name: 'Load again' }).click();
    await loaded;
  });

  it('ends no meeting: who is in it decides when to load it again', async () => {
    await open('meeting-pair');
    await page.getByRole('button', { name: 'Participants' }).click();
    await page.locator('[data-control=invite]').waitFor();
    await upgraded(page);
    await page.locator('[data-control=invite]').click();
    await told().waitFor();
    await page.getByRole('button', { name: 'Not now' }).click();
    await told().waitFor({ state: 'detached' });
    assert.equal(await isSamePage(page), true);
  });

  for (const [locale, words] of [
    ['en', 'Load again'],
    ['zh-CN', '重新加载'],
  ] as const) {
    for (const width of [1280, 375]) {
      it(`is said before there are any words for a page (${locale}, ${width} pixels)`, async () => {
        await open('home', { locale, width });
        const address = page.url();
        await page.route('**/assets/first-*', (route) => route.abort());
        await page.goto(address);
        const again = page.getByRole('button', { name: words });
        await again.waitFor();
        assert.deepEqual(await violations(page), []);
        assert.equal(await overflow(page), false);
        await page.unrouteAll();
        await again.click();
        await page.waitForSelector('h1');
      });
    }
  }
});
