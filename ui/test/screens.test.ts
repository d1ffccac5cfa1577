import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import type { SceneName } from '../scenes/scenes.ts';
import { openStage, type Stage, type View } from './stage.ts';
import { overflow } from './every-screen.ts';
import { settledScreen } from './settled-screen.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const phone: View = { width: 390, height: 844 };

(program ? describe : describe.skip)('screens with something open', function () {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('is judged by a check that sees what is wrong', async () => {
    const { page } = await stage.show('home');
    await page.evaluate(() => document.body.append(document.createElement('button')));
    assert.match((await violations(page)).join(), /button-name/u);
  });

  const opened: [SceneName, string, View][] = [
    ['meeting-seminar', 'chat', {}],
    ['meeting-seminar', 'people', {}],
    ['meeting-lecture', 'people', { dark: true }],
    ['meeting-pair', 'settings', {}],
    ['check', 'effects', {}],
    ['check', 'effects', { ...phone, dark: true, locale: 'zh-CN' }],
    ['meeting-pair', 'more', { dark: true }],
    ['meeting-seminar', 'chat', { ...phone, locale: 'zh-CN' }],
    ['meeting-pair', 'more', phone],
    ['meeting-ruled', 'people', { dark: true }],
    ['meeting-ruled', 'more', { ...phone, dark: true, locale: 'zh-CN' }],
    ['meeting-private', 'chat', {}],
    ['meeting-private', 'chat', { ...phone, dark: true, locale: 'zh-CN' }],
    ['meeting-to-hosts', 'chat', { dark: true }],
    ['meeting-seminar', 'react', { dark: true }],
    ['meeting-forbidden', 'chat', { dark: true }],
  ];
  for (const [name, control, view] of opened) {
    it(`${name} with ${control} open (${JSON.stringify(view)}): the same`, async () => {
      const { page, complaints } = await stage.show(name, view);
      await page.locator(`[data-control="${control}"]`).click();
      await settledScreen(page);
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), false);
      assert.deepEqual(complaints, []);
    });
  }
});
