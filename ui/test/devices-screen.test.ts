import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('devices', function () {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const noticed = (words: string) => page.locator('.notice, .hint', { hasText: words });
  const unplug = (kind: 'camera' | 'microphone') =>
    page.evaluate((which) => window.scene.devices.unplug(which), kind);
  const plug = (kind: 'camera' | 'microphone') =>
    page.evaluate((which) => window.scene.devices.plug(which), kind);
  const say = (level: number) => page.evaluate((said) => window.scene.devices.say(said), level);

  it('are checked before joining: the picture is there, the voice is heard', async () => {
    ({ page } = await stage.show('check'));
    await page.locator('video.shown').waitFor();
    await page.getByText('We hear you.').waitFor();
    await say(0);
    await page.getByText('Nothing is heard.').waitFor();
    assert.equal(await page.getByRole('meter').getAttribute('aria-valuenow'), '0');
  });

  it('have a test of the speaker that says what to do when nothing was heard', async () => {
    ({ page } = await stage.show('check'));
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByText('Four notes are playing').waitFor();
    await page.getByText('Did you hear the notes?').waitFor();
    ({ page } = await stage.show('check-refused-both'));
    await page.getByRole('button', { name: 'Test the speaker' }).waitFor();
    assert.equal(await page.getByLabel('Speaker', { exact: true }).count(), 0);
  });

  it('may be pulled out and come back by themselves', async () => {
    ({ page } = await stage.show('check'));
    await page.locator('video.shown').waitFor();
    await unplug('camera');
    await noticed('No camera found').waitFor();
    assert.ok(await page.getByLabel('Camera', { exact: true }).isDisabled());
    await plug('camera');
    await page.locator('video.shown').waitFor();
    await noticed('No camera found').waitFor({ state: 'detached' });
  });

  it('that are refused both say so once, and how to allow them; allowed, they go on by themselves', async () => {
    ({ page } = await stage.show('check-refused-both'));
    await noticed('Camera and microphone are not allowed').waitFor();
    await noticed('left of the address').waitFor();
    assert.equal(await page.locator('.notice').count(), 1);
    await page.evaluate(() => window.scene.devices.allow('camera'));
    await page.locator('video.shown').waitFor();
    await noticed('The microphone is not allowed').waitFor();
    await page.evaluate(() => window.scene.devices.allow('microphone'));
    await page.getByText('We hear you.').waitFor();
    assert.equal(await page.locator('.notice').count(), 0);
  });

  it('may be missing altogether', async () => {
    ({ page } = await stage.show('check-no-devices'));
    await noticed('No camera and no microphone found').waitFor();
    await page.getByRole('button', { name: 'Join without devices' }).click();
    await page.getByRole('button', { name: 'Leave' }).waitFor();
  });

  it('are looked at in the meeting as they are sent', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await page.locator('[data-control="settings"]').click();
    const dialog = page.getByRole('dialog', { name: 'Devices' });
    await dialog.locator('video.shown').waitFor();
    await dialog.getByRole('radio', { name: 'Sound' }).check();
    await dialog.getByText('We hear you.').waitFor();
    await dialog.getByLabel('Microphone', { exact: true }).selectOption({ index: 1 });
    const chosen = await page.evaluate(() =>
      window.scene.conference.calls.filter(([name]) => name === 'chooseDevices').at(-1),
    );
    assert.deepEqual(chosen, ['chooseDevices', { microphone: 'm2' }]);
  });

  it('that are off in the meeting are looked at by oneself alone', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await page.locator('[data-control="camera"]').click();
    await page.locator('[data-control="settings"]').click();
    const dialog = page.getByRole('dialog', { name: 'Devices' });
    await dialog.getByText('Your camera is off').waitFor();
    await dialog.getByRole('button', { name: 'Show my picture' }).click();
    await dialog.locator('video.shown').waitFor();
    await dialog.getByText('Only you see this').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('[data-control="camera"].off').waitFor();
  });

  it('tell which one took over from one that was pulled out in the meeting', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await page.locator('[data-control="microphone"]').waitFor();
    await page.evaluate(() =>
      window.scene.conference.director.tell({
        kind: 'device-replaced',
        medium: 'microphone',
        label: 'Built-in <microphone>',
      }),
    );
    const notice = noticed('Your microphone was unplugged. Now in use: Built-in <microphone>');
    await notice.getByRole('button', { name: 'Close' }).click();
    await notice.waitFor({ state: 'detached' });
  });
});
