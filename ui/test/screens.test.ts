import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { partAt } from '../../bridge/test/parts.ts';
import { scenes, type SceneName } from '../scenes/scenes.ts';
import { openStage, type Stage, type View } from './stage.ts';
import { violations } from './violations.ts';

const program = partAt('chromium');
const names = Object.keys(scenes) as SceneName[];
const phone: View = { width: 390, height: 844 };

const overflow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

(program ? describe : describe.skip)('every screen', function () {
  this.timeout(120_000);
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });
  after(() => stage.close());

  it('is judged by a check that sees what is wrong', async () => {
    const { page } = await stage.show('home');
    await page.evaluate(() => document.body.append(document.createElement('button')));
    assert.match((await violations(page)).join(), /button-name/u);
    await page.context().close();
  });

  const opened: [SceneName, string, View][] = [
    ['meeting-seminar', 'chat', {}],
    ['meeting-seminar', 'people', {}],
    ['meeting-lecture', 'people', { dark: true }],
    ['meeting-pair', 'settings', {}],
    ['meeting-pair', 'more', { dark: true }],
    ['meeting-seminar', 'chat', { ...phone, locale: 'zh-CN' }],
    ['meeting-pair', 'more', phone],
    ['meeting-ruled', 'people', { dark: true }],
    ['meeting-ruled', 'more', { ...phone, dark: true, locale: 'zh-CN' }],
    ['meeting-seminar', 'react', { dark: true }],
    ['meeting-forbidden', 'chat', { dark: true }],
  ];
  for (const [name, control, view] of opened) {
    it(`${name} with ${control} open (${JSON.stringify(view)}): the same`, async () => {
      const { page, complaints } = await stage.show(name, view);
      await page.locator(`[data-control="${control}"]`).click();
      await page.waitForTimeout(400);
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), false);
      assert.deepEqual(complaints, []);
      await page.context().close();
    });
  }

  const looks: [string, View][] = [
    ['on a desk', {}],
    ['on a phone, dark, in Chinese', { ...phone, dark: true, locale: 'zh-CN' }],
  ];
  for (const [where, view] of looks) {
    for (const name of names) {
      it(`${name} ${where}: no complaint of the browser, nothing serious for axe, nothing cut off`, async () => {
        const { page, complaints } = await stage.show(name, view);
        await page.waitForTimeout(150);
        assert.deepEqual(await violations(page), []);
        assert.equal(await overflow(page), false);
        assert.deepEqual(complaints, []);
        assert.doesNotMatch(
          await page.innerText('body'),
          /\b(common|course|meeting|devices|over|calls|addressBook)\.\w/u,
        );
        await page.context().close();
      });
    }
  }
});
