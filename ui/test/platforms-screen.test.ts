import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const press = (page: Page, name: string | RegExp, within = page.locator('body')) =>
  within.getByRole('button', { name }).click();
const card = (page: Page, name: RegExp) => page.getByRole('article', { name });

(program ? describe : describe.skip)('the platforms', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('that wait stand first, and come in after a yes', async () => {
    const { page, complaints } = await stage.show('admin-platforms');
    const first = page.getByRole('article').first();
    await first.getByText('Waits for approval').waitFor();
    await first.getByText(/with a link from 周校信息/u).waitFor();
    await press(page, 'Approve', first);
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(/Everybody of https:\/\/lms\.fakultaet/u).waitFor();
    await press(page, 'Cancel', dialog);
    await first.getByText('Waits for approval').waitFor();
    await press(page, 'Approve', first);
    await press(page, 'Approve', dialog);
    await first.getByText('Active', { exact: true }).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(complaints, []);
  });

  it('vouch for what is ticked; the page says how to lock it', async () => {
    const { page } = await stage.show('admin-platforms');
    const moodle = card(page, /Lakeside Moodle/u);
    await press(page, 'Settings', moodle);
    await moodle.getByText('How to lock a field in Moodle').click();
    await moodle.getByText(/Lock value/u).waitFor();
    await moodle.getByLabel('Mail address').check();
    await moodle.getByLabel('Further addresses').fill('https://lms.uni.edu/path');
    await moodle.getByText(/without a path/u).waitFor();
    assert.equal(await moodle.getByRole('button', { name: 'Save' }).isDisabled(), true);
    await moodle.getByLabel('Further addresses').fill('https://s.lakeside.test/');
    await press(page, 'Save', moodle);
    await moodle.getByText('Saved.').waitFor();
    await moodle.getByText('Campus number (ID number) and Mail address').waitFor();
    await moodle.getByText('https://s.lakeside.test', { exact: true }).waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('are suspended and removed after it was said what stops; a link is made for a new one', async () => {
    const { page } = await stage.show('admin-platforms');
    const moodle = card(page, /Lakeside Moodle/u);
    const dialog = page.getByRole('alertdialog');
    await press(page, 'Suspend', moodle);
    await dialog.getByText(/Meetings that run go on/u).waitFor();
    await press(page, 'Suspend', dialog);
    await moodle.getByText('Suspended').waitFor();
    await press(page, 'Remove', moodle);
    await dialog.getByText(/People, courses and meetings stay/u).waitFor();
    await press(page, 'Remove', dialog);
    await moodle.waitFor({ state: 'detached' });
    const old = card(page, /教务处/u);
    await press(page, 'Add this address', old);
    await old.getByText(/named services elsewhere/u).waitFor({ state: 'detached' });
    await press(page, 'New registration link');
    await page.getByText(/lti\/register\/1RZ8/u).waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('that are Moodles with the plugin: a code is made, faults are said, one is disconnected after a question', async () => {
    const { page, complaints } = await stage.show('admin-platforms');
    await press(page, 'Connect a Moodle');
    await page.getByLabel('Address of the Moodle').fill('moodle');
    await press(page, 'Make the code');
    await page.getByText('An address begins with https://.').waitFor();
    await page.getByLabel('Address of the Moodle').fill('https://moodle.uni.test/moodle');
    await press(page, 'Make the code');
    await page.getByText('q3yLrN9aGfH6uJdP4oTzXs1RZ8mSxQ0xWwE2c7bKtV5').waitFor();
    const asked = await page.evaluate(() => window.scene.bridge.asked('openMoodleConnection'));
    assert.deepEqual(asked?.body, {
      wwwroot: 'https://moodle.uni.test/moodle',
      name: 'moodle.uni.test',
      vouches: [],
    });
    const broken = card(page, /Wirtschaftsinformatik und/u);
    await broken
      .getByRole('alert')
      .getByText(/What Moodle sent is not/u)
      .waitFor();
    const moodle = card(page, /Moodle of the campus/u);
    await press(page, 'Disconnect', moodle);
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(/Nobody comes in by its activities/u).waitFor();
    await press(page, 'Cancel', dialog);
    await press(page, 'Disconnect', moodle);
    await press(page, 'Disconnect', dialog);
    await moodle.waitFor({ state: 'detached' });
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(complaints, []);
  });

  for (const view of [{}, { width: 375, height: 740, locale: 'zh-CN', dark: true }] as const) {
    it(`fit ${'width' in view ? 'a phone' : 'a desk'}, without any as well`, async () => {
      for (const scene of ['admin-platforms', 'admin-no-platforms'] as const) {
        const { page } = await stage.show(scene, view);
        await page.getByRole('heading', { level: 2 }).first().waitFor();
        const toggles = page
          .getByRole('article')
          .getByRole('button', { name: /^(Settings|设置)$/u });
        if (scene === 'admin-platforms') await toggles.first().click();
        const isWide = await page.evaluate(
          () => document.documentElement.scrollWidth > window.innerWidth,
        );
        assert.equal(isWide, false);
        assert.deepEqual(await violations(page), []);
        const folder = process.env['CAMPUS_PICTURES'];
        if (folder !== undefined) {
          const name = `${folder}/${scene}-${'width' in view ? 'zh' : 'en'}.png`;
          await page.screenshot({ path: name, fullPage: true });
        }
      }
    });
  }
});
