import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the control bar', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const buttons = () => page.getByRole('toolbar').getByRole('button');
  const seen = async () => (await buttons().allInnerTexts()).map((text) => text.trim());

  it('has a word under every icon, which is part of what the button is called', async () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      ({ page } = await stage.show('meeting-pair', { locale }));
      await page.locator('[data-control="more"]').waitFor();
      const words = await seen();
      const labels = await buttons().evaluateAll((all) =>
        all.map((one) => one.getAttribute('aria-label') ?? ''),
      );
      assert.equal(words.length, 9);
      words.forEach((word, at) => {
        const label = labels[at] ?? '';
        assert.ok(word !== '' && label.toLowerCase().includes(word.toLowerCase()), label);
      });
    }
  });

  it('cuts none of its words on a desk', async () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      ({ page } = await stage.show('meeting-pair', { locale }));
      await page.locator('[data-control="more"]').waitFor();
      const cut = await page
        .locator('.caption')
        .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
      assert.equal(cut, 0);
    }
  });

  it('keeps icons only where somebody wants that', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await page.locator('[data-control="more"]').click();
    await page.getByRole('menuitem', { name: 'Hide the words under the buttons' }).click();
    await page.getByRole('toolbar').getByText('Chat').waitFor({ state: 'detached' });
    ({ page } = await stage.show('meeting-icons-only'));
    await page.locator('[data-control="more"]').click();
    assert.deepEqual(new Set(await seen()), new Set(['']));
    await page.getByRole('menuitem', { name: 'Show words under the buttons' }).click();
    await page.getByRole('toolbar').getByText('Chat').waitFor();
  });

  it('stays one row on a phone, upright and on its side, with room for a finger', async () => {
    for (const [width, height] of [
      [320, 568],
      [375, 760],
      [760, 340],
    ] as const) {
      ({ page } = await stage.show('meeting-pair', { width, height }));
      await page.locator('[data-control="more"]').waitFor();
      const boxes = await buttons().evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect),
      );
      assert.equal(new Set(boxes.map(({ top }) => Math.round(top))).size, 1);
      for (const box of boxes) {
        assert.ok(box.width >= 44 && box.height >= 44);
        assert.ok(box.left >= 0 && box.right <= width, `${width}: ${box.right}`);
      }
    }
  });
});
