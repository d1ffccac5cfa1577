import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the own voice and picture', function () {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const say = (level: number) => page.evaluate((said) => window.scene.devices.say(said), level);
  const microphone = (words: string) =>
    page.locator(`[data-control="microphone"][aria-label="${words}"]`);
  const talking = () => page.getByText('You are heard while you hold the space bar.');
  const switched = () =>
    page.evaluate(() =>
      window.scene.conference.calls
        .filter(([name]) => name === 'setMicrophone')
        .map(([, on]) => on as boolean),
    );
  const muted = async (scene: 'meeting-pair' | 'meeting-forbidden' = 'meeting-pair') => {
    ({ page } = await stage.show(scene));
    await page.locator('[data-control="microphone"]').waitFor();
    if (scene === 'meeting-pair') await page.keyboard.press('m');
    await page.locator('[data-control="microphone"].off').waitFor();
  };

  it('is seen at the microphone button and on the own tile, while it is on', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await microphone('Mute microphone').waitFor();
    const levels = () =>
      page
        .locator('[data-level]')
        .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-level'))));
    await say(0.8);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[data-level]')].every(
        (one) => Number(one.getAttribute('data-level')) > 9,
      ),
    );
    assert.equal((await levels()).length, 2);
    await say(0);
    await page.waitForFunction(() => document.querySelectorAll('[data-level="0"]').length === 2);
    await page.keyboard.press('m');
    await page.locator('[data-level]').first().waitFor({ state: 'detached' });
  });

  it('of somebody who speaks while muted is answered with a hint that unmutes', async () => {
    await muted();
    await say(0.7);
    await page.getByText('You are muted: nobody hears you.').waitFor();
    await page.getByRole('button', { name: 'Unmute', exact: true }).click();
    await microphone('Mute microphone').waitFor();
    await page.getByText('You are muted').waitFor({ state: 'detached' });
  });

  it('is left alone in silence, and where the hosts allow nobody to speak', async () => {
    await muted();
    await say(0.2);
    await page.waitForTimeout(1500);
    assert.equal(await page.getByText('You are muted').count(), 0);
    await muted('meeting-forbidden');
    await say(0.9);
    await page.waitForTimeout(1500);
    assert.equal(await page.getByText('You are muted').count(), 0);
  });

  it('is heard for as long as the space bar is held, and it is said', async () => {
    await muted();
    await page.keyboard.down(' ');
    await talking().waitFor();
    await microphone('Mute microphone').waitFor();
    await page.keyboard.up(' ');
    await microphone('Unmute microphone').waitFor();
    await talking().waitFor({ state: 'detached' });
  });

  it('is not heard by a key that is only hit', async () => {
    await muted();
    const before = (await switched()).length;
    await page.keyboard.press(' ');
    await page.waitForTimeout(400);
    assert.equal((await switched()).length, before);
  });

  it('is cut when the window loses the focus: the key’s release is not told then', async () => {
    await muted();
    await page.keyboard.down(' ');
    await talking().waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await microphone('Unmute microphone').waitFor();
    await page.keyboard.up(' ');
  });

  it('is not opened by a space that is typed, that presses a button, or in a dialog', async () => {
    await muted();
    const before = (await switched()).length;
    await page.keyboard.press('c');
    await page.getByRole('textbox').focus();
    await page.keyboard.down(' ');
    await page.waitForTimeout(400);
    await page.keyboard.up(' ');
    await page.keyboard.press('Escape');
    await page.locator('[data-control="hand"]').focus();
    await page.keyboard.down(' ');
    await page.waitForTimeout(400);
    await page.keyboard.up(' ');
    await page.locator('[data-control="hand"][aria-label="Lower hand"]').waitFor();
    await page.locator('[data-control="settings"]').press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.down(' ');
    await page.waitForTimeout(400);
    await page.keyboard.up(' ');
    assert.equal((await switched()).length, before);
  });

  it('may be held right after a control was clicked with the mouse', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await page.locator('[data-control="microphone"]').click();
    await microphone('Unmute microphone').waitFor();
    await page.keyboard.down(' ');
    await talking().waitFor();
    await page.keyboard.up(' ');
    await microphone('Unmute microphone').waitFor();
  });

  it('stays muted when a host muted it while the key was held', async () => {
    await muted();
    await page.keyboard.down(' ');
    await talking().waitFor();
    await page.evaluate(() => window.scene.conference.muteSelf('microphone', 'p000'));
    await talking().waitFor({ state: 'detached' });
    await page.keyboard.up(' ');
    await microphone('Unmute microphone').waitFor();
  });

  it('is not opened by keys of whoever switched that off; the help lists it', async () => {
    await muted();
    await page.locator('[data-control="settings"]').click();
    await page.getByRole('radio', { name: 'Sound' }).check();
    await page.getByRole('switch', { name: 'Hold the space bar to speak while muted' }).uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.down(' ');
    await page.waitForTimeout(400);
    assert.equal(await talking().count(), 0);
    await page.keyboard.up(' ');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Speak while you hold it, when muted').waitFor();
  });

  it('is seen as in a mirror by oneself, unless that is switched off', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await page.locator('[data-participant="self"] video.mirrored').waitFor();
    await page.locator('[data-control="settings"]').click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('video.mirrored').waitFor();
    await page.getByRole('switch', { name: 'See myself as in a mirror' }).uncheck();
    await dialog.locator('video:not(.mirrored)').waitFor();
    await page.locator('[data-participant="self"] video:not(.mirrored)').waitFor();
  });
});
