import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import type { SceneName } from '../scenes/scenes.ts';
import type { PictureInPictureHandle } from '../scenes/picture-in-picture.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('picture in picture', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const small = () => page.frameLocator('iframe[title="The small window"]');
  const enter = async (scene: SceneName, change: { way?: PictureInPictureHandle['way'] } = {}) => {
    ({ page } = await stage.show(scene));
    await page.locator('[data-control="microphone"]').waitFor();
    await page.evaluate(({ way }) => {
      if (way !== undefined) window.scene.pictureInPicture.way = way;
    }, change);
  };
  const open = async (scene: SceneName) => {
    await enter(scene);
    await page.keyboard.press('i');
    await small().getByRole('toolbar').waitFor();
  };
  const isClosed = () =>
    page.locator('iframe[title="The small window"]').waitFor({ state: 'detached' });
  const label = (control: string) =>
    small().locator(`[data-control="${control}"]`).getAttribute('aria-label');

  it('shows who speaks and how many are in, and its buttons are the meeting’s', async () => {
    await open('meeting-500-grid');
    await small().locator('[data-participant="p000"]').waitFor();
    await small().getByText('500').first().waitFor();
    await page.evaluate(() => {
      const { director } = window.scene.conference;
      director.unmute('p075', 'audio');
      director.tell({ kind: 'dominant-speaker', id: 'p075' });
    });
    await small().locator('[data-participant="p075"] video').waitFor();
    await small().getByRole('button', { name: 'Mute microphone' }).click();
    await page.locator('[data-control="microphone"][aria-label="Unmute microphone"]').waitFor();
    await small().getByRole('button', { name: 'Stop camera' }).click();
    await page.locator('[data-control="camera"][aria-label="Start camera"]').waitFor();
    const frame = page.frames().at(-1)!;
    assert.deepEqual(await violations(frame), []);
    const wide = await frame.evaluate(
      () => document.documentElement.scrollWidth > window.innerWidth,
    );
    assert.equal(wide, false);
  });

  it('is asked of the videobridge, also while the grid shows others', async () => {
    await open('meeting-500-grid');
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('Page 2 of 20').waitFor();
    await page.waitForFunction(() => {
      const asked = window.scene.conference.calls.findLast(([name]) => name === 'setLayoutNeeds');
      const { visible } = asked?.[1] as { visible: string[] };
      return visible.includes('p000') && visible.length === 26;
    });
  });

  it('has the keys of the meeting, and Escape closes it', async () => {
    await open('meeting-pair');
    await small().getByRole('button', { name: 'Leave' }).focus();
    await page.keyboard.press('m');
    await small().locator('[data-control="microphone"][aria-label="Unmute microphone"]').waitFor();
    assert.equal(await label('microphone'), 'Unmute microphone');
    await page.keyboard.press('Escape');
    await isClosed();
    await page.locator('[data-control="microphone"]').waitFor();
  });

  it('closes when the meeting is left, in either window', async () => {
    await open('meeting-lecture');
    await small().getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
    await isClosed();
    await open('meeting-lecture');
    await page.getByRole('button', { name: 'Leave' }).first().click();
    await page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
    await isClosed();
  });

  it('is in the menu, and can be opened again after the person closed it', async () => {
    await open('meeting-pair');
    await page.evaluate(() => window.scene.pictureInPicture.close?.());
    await isClosed();
    await page.locator('[data-control="more"]').click();
    await page.getByRole('menuitem', { name: 'Picture in picture I', exact: true }).click();
    await small().getByRole('toolbar').waitFor();
    await page.locator('[data-control="more"]').click();
    await page.getByRole('menuitem', { name: 'Close picture in picture' }).click();
    await isClosed();
  });

  it('opens by itself when the browser says that another tab is looked at, and closes on the way back', async () => {
    await enter('meeting-pair');
    await page.evaluate(() => window.scene.pictureInPicture.away?.());
    await small().getByRole('toolbar').waitFor();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await isClosed();
    await page.keyboard.press('i');
    await small().getByRole('toolbar').waitFor();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await small().getByRole('toolbar').waitFor();
  });

  it('says that the browser refused it, unless nobody asked', async () => {
    await enter('meeting-pair');
    await page.evaluate(() => (window.scene.pictureInPicture.refuses = true));
    await page.evaluate(() => window.scene.pictureInPicture.away?.());
    assert.equal(await page.getByText('The browser did not open the small window.').count(), 0);
    await page.keyboard.press('i');
    await page.getByText('The browser did not open the small window.').waitFor();
  });

  it('is the browser’s own where there is no other: the picture of who speaks, another one when another does', async () => {
    await enter('meeting-seminar', { way: 'video' });
    await page.keyboard.press('i');
    const shows = (ref: string) =>
      page.waitForFunction((shown) => {
        const { conference, pictureInPicture } = window.scene;
        const stream = pictureInPicture.video?.srcObject;
        return stream !== undefined && stream === conference.streamOf(shown);
      }, ref);
    await shows('p000/camera');
    await page.evaluate(() =>
      window.scene.conference.director.tell({ kind: 'dominant-speaker', id: 'p004' }),
    );
    await shows('p004/camera');
    await page.evaluate(() => window.scene.conference.director.mute('p004', 'camera'));
    await shows('p000/camera');
    await page.keyboard.press('i');
    await page.locator('video[aria-hidden=true]').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => window.scene.pictureInPicture.video), null);
  });

  it('gives the browser’s own window its buttons: microphone, camera, the way out', async () => {
    await enter('meeting-lecture', { way: 'video' });
    await page.keyboard.press('i');
    const has = (microphone: boolean, camera: boolean) =>
      page.waitForFunction(
        ([sound, picture]) => {
          const { buttons } = window.scene.pictureInPicture;
          return buttons?.microphone.on === sound && buttons?.camera.on === picture;
        },
        [microphone, camera],
      );
    await has(true, true);
    await page.evaluate(() => window.scene.pictureInPicture.buttons?.microphone.toggle());
    await has(false, true);
    await page.evaluate(() => window.scene.pictureInPicture.buttons?.camera.toggle());
    await has(false, false);
    await page.evaluate(() => window.scene.pictureInPicture.buttons?.leave());
    await page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
    assert.equal(await page.evaluate(() => window.scene.pictureInPicture.buttons), null);
  });

  it('says that it needs a picture where nobody has one', async () => {
    await enter('meeting-alone', { way: 'video' });
    await page.keyboard.press('v');
    await page.locator('[data-control="camera"][aria-label="Start camera"]').waitFor();
    await page.keyboard.press('i');
    await page.getByText('nobody’s camera is on').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('nobody’s camera is on').waitFor({ state: 'detached' });
  });

  it('is a real window of this browser, dressed as the page, and ends with the meeting', async () => {
    await enter('meeting-lecture', { way: 'as the browser has it' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('i');
    const window = await opened;
    await window.locator('[data-kind="share"] video').waitFor();
    await window.getByRole('button', { name: 'Mute microphone' }).click();
    await page.locator('[data-control="microphone"][aria-label="Unmute microphone"]').waitFor();
    const leave = window.getByRole('button', { name: 'Leave' });
    const colour = () =>
      leave.locator('.disc').evaluate((disc) => getComputedStyle(disc).backgroundColor);
    assert.equal(await colour(), 'rgb(201, 55, 44)', 'the red of the dark page');
    assert.deepEqual(await violations(window), []);
    const closed = window.waitForEvent('close');
    await leave.click();
    await closed;
    await page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
  });

  it('is a real picture of this browser where it has no such window', async () => {
    await enter('meeting-seminar', { way: 'as the browser has it' });
    await page.evaluate(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
    await page.keyboard.press('i');
    await page.waitForFunction(() => document.pictureInPictureElement !== null);
    await page.evaluate(() => document.exitPictureInPicture());
    await page.locator('video[aria-hidden=true]').waitFor({ state: 'detached' });
  });

  it('says in a frame that may not, why; and is not offered by a browser that has none', async () => {
    await enter('meeting-pair', { way: 'framed' });
    await page.locator('[data-control="more"]').click();
    const item = page.getByRole('menuitem', { name: /^Picture in picture/u });
    await item.getByText('In a tab of its own it works.').waitFor();
    assert.equal(await item.getAttribute('aria-disabled'), 'true');
    assert.deepEqual(await violations(page), []);
    await enter('meeting-pair', { way: 'none' });
    await page.locator('[data-control="more"]').click();
    await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: /^Picture in picture/u }).count(), 0);
  });
});
