import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import {
  canRun,
  openCourse,
  openFixture,
  signIn,
  type Fixture,
  type Visitor,
  dataStructures,
} from './fixture.ts';
import { gatherScripts } from './scripts.ts';

/** What does not fit a phone: how far the page is wider than the screen, and controls too small for a finger. */
const misfits = (page: Page | Frame) =>
  page.evaluate(() => ({
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    small: [...document.querySelectorAll('button, a[href], [role=button]')]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 40 || box.height < 40))
      .map(({ element }) => element.textContent.trim() || element.getAttribute('aria-label')),
  }));
const fits = { sideways: 0, small: [] };

/** Bytes of our JavaScript, compressed, that somebody loads who looks whether the class has begun. */
const mostBeforeJoining = 150_000;

(canRun ? describe : describe.skip)('on a phone, in Chinese', function () {
  let fixture: Fixture;
  let teacher: Visitor;
  let tab: Page;

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, 't0001', {
      locale: 'zh-CN',
      width: 375,
      height: 667,
      dark: true,
    });
  });
  after(() => fixture.close());

  it('the course page has one button and fits', async () => {
    const frame = await openCourse(fixture, teacher.page, dataStructures);
    const start = frame.getByRole('button', { name: '开始会议' });
    await start.waitFor();
    assert.deepEqual(await misfits(frame), fits);
    [tab] = await Promise.all([teacher.context.waitForEvent('page'), start.click()]);
  });

  for (const [locale, join] of Object.entries({ en: 'Join', 'zh-CN': '加入会议' })) {
    for (const [who, number] of Object.entries({ student: 's202300001', teacher: 't0001' })) {
      it(`the course page loads at most 150 kB of our JavaScript for a ${who} in ${locale}`, async () => {
        const person = await signIn(fixture, number, { locale });
        const scripts = gatherScripts(person.context);
        const frame = await openCourse(fixture, person.page, dataStructures);
        await frame.getByRole('button', { name: join, exact: true }).waitFor();
        await person.page.waitForLoadState('networkidle');
        const bytes = scripts.size(fixture.demo.addresses.bridge);
        assert.ok(bytes > 0 && bytes <= mostBeforeJoining, `${bytes} bytes`);
        await person.context.close();
      });
    }
  }

  it('the device check fits', async () => {
    await tab.getByRole('button', { name: '加入会议' }).waitFor();
    assert.deepEqual(await misfits(tab), fits);
    assert.equal(await tab.evaluate(() => document.documentElement.lang), 'zh-CN');
  });

  it('the meeting fits, upright and lying, and has its way out at the top right', async () => {
    await tab.getByRole('button', { name: '加入会议' }).click();
    await tab.locator('[data-control=microphone]').waitFor();
    for (const [width, height] of [
      [375, 667],
      [667, 375],
    ] as const) {
      await tab.setViewportSize({ width, height });
      assert.deepEqual(await misfits(tab), fits);
      const leave = await tab.getByRole('button', { name: '离开' }).boundingBox();
      assert.ok(leave && leave.x + leave.width > width - 40 && leave.y < 60);
      const microphone = await tab.locator('[data-control=microphone]').boundingBox();
      assert.ok(microphone && microphone.y + microphone.height <= height, 'controls are in sight');
    }
    await tab.setViewportSize({ width: 375, height: 667 });
  });

  it('chat and participants cover the screen and close again', async () => {
    await tab.locator('[data-control=chat]').click();
    await tab.getByRole('textbox').waitFor();
    assert.deepEqual(await misfits(tab), fits);
    await tab.keyboard.press('Escape');
    await tab.getByRole('textbox').waitFor({ state: 'detached' });
  });

  it('ends for all', async () => {
    await tab.getByRole('button', { name: '离开' }).click();
    await tab.getByRole('menuitem', { name: '结束会议' }).click();
    await tab.getByRole('alertdialog').getByRole('button', { name: '结束会议' }).click();
    await tab.getByText('您已结束会议').waitFor();
    assert.deepEqual(await misfits(tab), fits);
  });
});
