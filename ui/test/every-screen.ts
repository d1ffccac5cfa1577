import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { failures as english } from '../../words/en/failures.ts';
import { failures as chinese } from '../../words/zh-CN/failures.ts';
import { scenes, type SceneName } from '../scenes/scenes.ts';
import { openStage, type Stage, type View } from './stage.ts';
import { settledScreen } from './settled-screen.ts';
import { violations } from './violations.ts';

const words = { en: english, 'zh-CN': chinese };

/** Whether something is wider than the window. */
export const overflow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Windows between a desk's and a telephone's, pixels. */
const narrower = [1200, 1120, 1040, 960, 880, 800, 720, 640, 560];

/** Whether a table makes the page wider than the window, at each width below the window's own. */
async function tablesFit(page: Page): Promise<void> {
  if ((await page.locator('table').count()) === 0) return;
  const { width: desk = 0, height = 0 } = page.viewportSize() ?? {};
  for (const width of narrower.filter((one) => one < desk)) {
    await page.setViewportSize({ width, height });
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    assert.equal(await overflow(page), false, `${width} px`);
  }
}

/**
 * Rules for every scene (or those whose name `which` says) as it is seen one way. Each way is a file of its own, so
 * that they run side by side.
 */
export function everyScreen(where: string, view: View, which = /^/u): void {
  const program = chromiumAt();
  (program ? describe : describe.skip)(`every screen ${where}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await openStage(program ?? '');
    });

    const names = Object.keys(scenes) as SceneName[];
    for (const name of names.filter((one) => which.test(one))) {
      it(`${name}: no complaint of the browser, nothing serious for axe, nothing cut off`, async () => {
        const { page, complaints } = await stage.show(name, view);
        await settledScreen(page);
        assert.deepEqual(await violations(page), []);
        assert.equal(await overflow(page), false);
        assert.deepEqual(complaints, []);
        assert.doesNotMatch(
          await page.innerText('body'),
          /\b(common|course|meeting|devices|over|calls|addressBook)\.\w/u,
        );
        // What nobody named went wrong in the screen itself.
        assert.equal(await page.getByText(words[view.locale ?? 'en'].internal).count(), 0);
        await tablesFit(page);
      });
    }
  });
}
