import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('connections in the meeting', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const mark = (id: string) => page.locator(`[data-participant="${id}"] [data-connection]`);
  const card = () => page.locator('.connection-card');
  const tell = (id: string, figures: object) =>
    page.evaluate(([who, told]) => window.scene.conference.director.connect(who, told), [
      id,
      figures,
    ] as const);

  it('that are not good are marked on the tile by a sign and a name, good ones are calm', async () => {
    ({ page } = await stage.show('meeting-weak'));
    await mark('p001').waitFor();
    assert.equal(
      await mark('p001').getAttribute('aria-label'),
      'Weak connection: Zoë Müller-Lüdenscheidt',
    );
    assert.equal(await mark('p001').innerText(), 'Weak connection');
    assert.equal(await mark('p004').isVisible(), true);
    assert.equal(await mark('p000').isVisible(), false);
    const empty = (id: string) => mark(id).locator('.empty').count();
    assert.deepEqual([await empty('p001'), await empty('p004')], [2, 1]);
    await page.locator('[data-participant="p000"]').hover();
    await mark('p000').waitFor();
  });

  it('show their figures where one points, presses, or comes by Tab', async () => {
    ({ page } = await stage.show('meeting-weak'));
    await mark('p001').hover();
    for (const figure of ['↑ 14% · ↓ 0%', '720 ms', '320 × 180, 7 fps', 'over a videobridge'])
      await card().getByText(figure).waitFor();
    await page.mouse.move(640, 790);
    await card().waitFor({ state: 'detached' });
    await mark('self').focus();
    await card().getByText('Your connection').waitFor();
    await card().getByText('through a relay').waitFor();
    await card().getByText('Come nearer to the Wi-Fi').waitFor();
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
  });

  it('are followed while they change', async () => {
    ({ page } = await stage.show('meeting-weak'));
    await mark('p001').waitFor();
    await tell('p001', { quality: 100, lossUp: 0, roundTrip: 30 });
    await page.locator('[data-participant="p001"] [data-connection="good"]').waitFor({
      state: 'hidden',
    });
    await tell('p002', { lossDown: 30 });
    await page.locator('[data-participant="p002"] [data-connection="weak"]').waitFor();
  });

  it('are in the list of participants for everybody, one’s own too', async () => {
    ({ page } = await stage.show('meeting-lecture'));
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Actions for 王芳' }).first().click();
    await page.getByRole('menuitem', { name: 'Connection' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connection of 王芳' });
    await dialog.getByText('1280 × 720, 30 fps').waitFor();
    await page.evaluate(() => window.scene.conference.director.leave('p000'));
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Actions for Lin Yue' }).click();
    await page.getByRole('menuitem', { name: 'Connection' }).click();
    await page.getByRole('dialog', { name: 'Your connection' }).waitFor();
  });
});
