import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('a hall of five hundred', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const count = (selector: string) => page.locator(selector).count();
  const tiles = () =>
    page
      .locator('.tiles [data-participant]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-participant') ?? ''));
  const at = (words: string) => page.getByText(words, { exact: true }).waitFor();
  /** On a phone; of how many depends on its fonts. */
  const atPage = (n: number) => page.getByText(new RegExp(`^Page ${n} of \\d+$`, 'u')).waitFor();
  const speaks = (id: string) =>
    page.evaluate((who) => {
      const { director } = window.scene.conference;
      director.unmute(who, 'audio');
      director.tell({ kind: 'dominant-speaker', id: who });
    }, id);

  it('has no more tiles, lines and media elements in the page than are in sight, page after page', async () => {
    ({ page } = await stage.show('meeting-500-grid'));
    await page.locator('.tiles video').first().waitFor();
    for (const words of ['Page 2 of 20', 'Page 3 of 20', 'Page 4 of 20']) {
      await page.getByRole('button', { name: 'Next page' }).click();
      await at(words);
      assert.equal((await tiles()).length, 25);
      assert.ok((await count('video')) <= 25);
    }
    assert.equal(await count('audio'), 16);
    await page.keyboard.press('p');
    await page.getByText('500 participants').waitFor();
    assert.ok((await count('[aria-setsize="500"]')) < 30);
  });

  it('is heard, whoever of them speaks, with as many elements as before', async () => {
    ({ page } = await stage.show('meeting-500'));
    await page.locator('audio').first().waitFor({ state: 'attached' });
    const plays = (id: string) =>
      page.waitForFunction((who) => {
        const stream = window.scene.conference.streamOf(`${who}/audio`);
        return [...document.querySelectorAll('audio')].some((one) => one.srcObject === stream);
      }, id);
    for (let index = 11; index < 499; index += 23) {
      const id = `p${String(index).padStart(3, '0')}`;
      await speaks(id);
      await plays(id);
    }
    assert.equal(await count('audio'), 16);
  });

  it('turns its pages by keys where the grid has the focus, and nowhere else', async () => {
    ({ page } = await stage.show('meeting-500-grid'));
    await at('Page 1 of 20');
    await page.keyboard.press('PageDown');
    await page.getByRole('region', { name: 'Everybody, page by page' }).focus();
    await page.keyboard.press('PageDown');
    await at('Page 2 of 20');
    await page.keyboard.press('ArrowRight');
    await at('Page 3 of 20');
    await page.keyboard.press('PageUp');
    await at('Page 2 of 20');
    await page.keyboard.press('End');
    await at('Page 20 of 20');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await at('Page 19 of 20');
    await page.keyboard.press('Home');
    await at('Page 1 of 20');
  });

  it('turns its pages under a finger', async () => {
    ({ page } = await stage.show('meeting-500-grid', { width: 390, height: 780 }));
    await atPage(1);
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x, y: 300 }],
      });
    const swipe = async (...along: [number, number, number]) => {
      await touch('touchStart', along[0]);
      for (const x of along.slice(1)) await touch('touchMove', x);
      await touch('touchEnd', along[2]);
    };
    await swipe(320, 200, 80);
    await atPage(2);
    await swipe(80, 200, 320);
    await atPage(1);
    await swipe(200, 190, 180);
    await atPage(1);
    await session.detach();
  });

  it('brings forward who speaks on a later page, and moves nobody else', async () => {
    ({ page } = await stage.show('meeting-500-grid'));
    await at('Page 1 of 20');
    const before = await tiles();
    await speaks('p300');
    await page.locator('.tiles [data-participant="p300"].speaking').waitFor();
    const after = await tiles();
    assert.equal(after.filter((id, place) => id !== before[place]).length, 1);
    assert.equal(after[0], 'self');
  });

  it('leaves another page as it is, and says who speaks', async () => {
    ({ page } = await stage.show('meeting-500-grid'));
    await page.getByRole('button', { name: 'Next page' }).click();
    await at('Page 2 of 20');
    const before = await tiles();
    await speaks('p400');
    const offered = page.getByRole('button', { name: 'Speaking: 王芳 26' });
    await offered.waitFor();
    assert.deepEqual(await tiles(), before);
    const { x, width } = (await page.getByText('Page 2 of 20').boundingBox())!;
    assert.ok(Math.abs(x + width / 2 - 640) < 2, 'the buttons stay under the finger');
    await offered.click();
    await at('Page 1 of 20');
    await page.locator('.tiles [data-participant="p400"].speaking').waitFor();
  });

  it('has people beside a share on a desk and on a phone’s side, and below it on an upright phone', async () => {
    const boxes = async (width: number, height: number) => {
      ({ page } = await stage.show('meeting-500-share', { width, height }));
      await page.locator('.stage [data-kind=share] video').waitFor();
      const face = page.locator('.strip [data-participant]').first();
      const [share, person] = await Promise.all([
        page.locator('.stage').boundingBox(),
        face.boundingBox(),
      ]);
      const faces = await count('.strip [data-participant]');
      return { share: share!, person: person!, faces };
    };
    for (const [width, height] of [
      [1280, 800],
      [1024, 768],
      [740, 360],
    ] as const) {
      const { share, person, faces } = await boxes(width, height);
      assert.ok(person.x >= share.x + share.width, `${width} beside`);
      assert.ok(share.height > height * 0.6, `${width}: ${share.height} high`);
      assert.ok(faces >= 2, `${width}: ${faces}`);
    }
    const { share, person, faces } = await boxes(375, 740);
    assert.ok(person.y >= share.y + share.height);
    assert.ok(faces >= 8, String(faces));
  });

  it('shows the name of a guest also on the smallest tile', async () => {
    ({ page } = await stage.show('meeting-500-grid', { width: 375, height: 740 }));
    const tile = page.locator('.tiles [data-participant="p003"]');
    const { width } = (await tile.locator('.name').boundingBox())!;
    assert.ok(width > 60, String(width));
    await tile.getByText('Guest').waitFor({ state: 'attached' });
  });

  it('has everything on a phone’s side: bar, tiles, and the way out in the window', async () => {
    ({ page } = await stage.show('meeting-500-grid', { width: 740, height: 360 }));
    await atPage(1);
    for (const box of [
      page.getByRole('button', { name: 'Leave' }),
      page.locator('[data-control="microphone"]'),
      page.locator('[data-control="more"]'),
      page.getByRole('button', { name: 'Next page' }),
      page.locator('.tiles [data-participant]').last(),
    ]) {
      const { x, y, width, height } = (await box.boundingBox())!;
      assert.ok(x >= 0 && y >= 0 && x + width <= 740 && y + height <= 360, String(box));
    }
  });
});
