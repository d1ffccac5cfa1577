import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

/** A picture of one pixel. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

(program ? describe : describe.skip)('backgrounds and noise', function () {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const effects = () =>
    page.evaluate(() => window.scene.conference.calls.filter(([name]) => name === 'setEffect'));
  const pick = (name: string) => page.getByRole('radio', { name, exact: true });
  const upload = (name: string, mimeType: string, buffer: Buffer) =>
    page.locator('[data-control="own-picture"]').setInputFiles({ name, mimeType, buffer });
  const open = async (control: 'effects' | 'settings') => {
    await page.locator(`[data-control="${control}"]`).click();
    await page.getByRole('dialog').locator('video.shown').waitFor();
  };

  it('are chosen before the meeting, and go in with whoever joins', async () => {
    ({ page } = await stage.show('check'));
    await open('effects');
    await pick('Library').check();
    await page.getByRole('radio', { name: 'Sound' }).check();
    await page.getByRole('switch', { name: 'Suppress noise' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Join meeting' }).click();
    await page.locator('[data-control="microphone"]').waitFor();
    assert.deepEqual(await effects(), [
      ['setEffect', 'camera', true],
      ['setEffect', 'microphone', true],
    ]);
    const order = await page.evaluate(() => window.scene.conference.calls.map(([name]) => name));
    assert.ok(order.indexOf('setEffect') < order.indexOf('setCamera'));
  });

  it('change in the meeting; from one to the other without a break in what is sent', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await open('settings');
    await pick('Blurred').check();
    await pick('Hills').check();
    await pick('As it is').check();
    assert.deepEqual(await effects(), [
      ['setEffect', 'camera', true],
      ['setEffect', 'camera', false],
    ]);
  });

  it('are walked through by arrow keys, as radio buttons are', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await open('settings');
    await pick('As it is').focus();
    await page.keyboard.press('ArrowRight');
    assert.ok(await pick('A little blurred').isChecked());
  });

  it('may be a picture of one’s own, which can be taken away again', async () => {
    ({ page } = await stage.show('check'));
    await open('effects');
    await upload('holiday.png', 'image/png', dot);
    await pick('My picture').waitFor({ state: 'attached' });
    assert.ok(await pick('My picture').isChecked());
    await page.getByRole('button', { name: 'Remove my picture' }).click();
    assert.equal(await pick('My picture').count(), 0);
    assert.ok(await pick('As it is').isChecked());
  });

  it('are no drawing with scripts, no other file, and none that is too large', async () => {
    ({ page } = await stage.show('check'));
    await open('effects');
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    await upload('a.svg', 'image/svg+xml', drawing);
    await page.getByRole('alert').getByText('This file is no picture that can be read.').waitFor();
    await upload('a.png', 'image/png', drawing);
    await page.getByRole('alert').getByText('This file is no picture that can be read.').waitFor();
    await upload('a.jpg', 'image/jpeg', Buffer.alloc(20_000_001));
    await page.getByRole('alert').getByText('This file is too large').waitFor();
    assert.equal(await pick('My picture').count(), 0);
  });

  it('end by themselves where the machine is too slow, and that is said', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await open('settings');
    await pick('Evening').check();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() =>
      window.scene.conference.calls.some(([name]) => name === 'setEffect'),
    );
    await page.evaluate(() => window.scene.effects.slow());
    await page.getByText('Your background was switched off').waitFor();
    assert.deepEqual((await effects()).at(-1), ['setEffect', 'camera', false]);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('Your background was switched off').waitFor({ state: 'detached' });
  });

  it('that cannot be loaded are said, and shown to nobody but oneself', async () => {
    ({ page } = await stage.show('check'));
    await page.evaluate(() => window.scene.effects.fail());
    await open('effects');
    await pick('Evening').click();
    await page.getByText('Your background could not be loaded.').first().waitFor();
    assert.ok(await pick('As it is').isChecked());
  });
});
