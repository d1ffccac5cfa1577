import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { aWaiting } from '../scenes/admission.ts';
import { meetingId } from '../scenes/people.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the lobby, for hosts who do not look', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const guest = aWaiting('en', 0, { name: 'Ann' });
  const person = aWaiting('en', 1, { name: 'Bo' });
  const third = aWaiting('en', 3, { name: 'Cy' });
  /** The lobby as the bridge tells it, one after the other. */
  const lobby = (page: Page, ...times: (typeof guest)[][]) =>
    page.evaluate(
      async ({ id, each }) => {
        for (const waiting of each) {
          window.scene.bridge.tell('lobby', { meetingId: id, waiting, lookalikes: [] });
          // The panel takes each by itself.
          await new Promise((resolve) => setTimeout(resolve));
        }
      },
      { id: meetingId, each: times },
    );
  const spoken = (page: Page, words: string) =>
    page.locator('[data-spoken="lobby"]', { hasText: new RegExp(`^${words}$`, 'u') }).waitFor({
      state: 'attached',
    });

  it('says who waits, and that it is a guest; once for all who come together', async () => {
    const { page } = await stage.show('meeting-pair');
    await page.locator('[data-spoken="lobby"]').waitFor({ state: 'attached' });
    await lobby(page, [guest]);
    await spoken(page, 'Guest Ann waits to come in');
    await page.evaluate(() => {
      const region = document.querySelector('[data-spoken="lobby"]');
      const said: string[] = [];
      Object.assign(window, { said });
      if (!region) throw new Error('nothing is spoken');
      new MutationObserver(() => said.push(region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await lobby(page, [guest, person], [guest, person, third]);
    await spoken(page, '3 people wait to come in');
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    assert.deepEqual(said, ['3 people wait to come in']);
  });

  it('says it again when somebody comes again, and nothing of who did not stay', async () => {
    const { page } = await stage.show('meeting-pair');
    await page.locator('[data-spoken="lobby"]').waitFor({ state: 'attached' });
    await lobby(page, [guest, person], [person]);
    await spoken(page, 'Bo waits to come in');
    await lobby(page, []);
    await spoken(page, '');
    await lobby(page, [person]);
    await spoken(page, 'Bo waits to come in');
  });

  it('is heard by hosts alone', async () => {
    const { page } = await stage.show('meeting-lecture');
    assert.equal(await page.locator('[data-spoken="lobby"]').count(), 0);
  });
});
