import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { fakePersonId } from '../src/adapters/fake/people.ts';
import { meetingId } from '../scenes/people.ts';
import { unrestricted } from '../scenes/rules.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the spotlight in the meeting', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const large = () => page.locator('.large-tiles [data-participant]');
  const shown = () =>
    large().evaluateAll((all) => all.map((one) => one.getAttribute('data-participant')));
  const becomes = async (...ids: string[]) => {
    await page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('.large-tiles [data-participant]')]
          .map((one) => one.getAttribute('data-participant'))
          .join() === wanted,
      ids.join(),
    );
  };
  const hostsShow = (...people: number[]) =>
    page.evaluate((told) => window.scene.bridge.tell('rules', told), {
      meetingId,
      rules: { ...unrestricted, spotlight: people.map(fakePersonId) },
    });
  const act = async (whom: string, action: string) => {
    await page.getByRole('button', { name: `Actions for ${whom}` }).click();
    await page.getByRole('menuitem', { name: action, exact: true }).click();
  };

  it('is there for whoever comes later, marked on the tile in words', async () => {
    ({ page } = await stage.show('meeting-spotlight'));
    await becomes('p001');
    await large().getByText('in the spotlight').waitFor({ state: 'attached' });
    await page.evaluate(() =>
      window.scene.conference.director.tell({ kind: 'dominant-speaker', id: 'p002' }),
    );
    assert.deepEqual(await shown(), ['p001'], 'whoever speaks');
  });

  it('is several people in a grid, as the hosts chose them', async () => {
    ({ page } = await stage.show('meeting-spotlight-many'));
    await becomes('p001', 'p002', 'p003', 'p004', 'p011');
    const asked = () =>
      page.evaluate(
        () =>
          window.scene.conference.calls.findLast(([name]) => name === 'setLayoutNeeds')?.[1] as {
            stage: string[];
            stageHeight: number;
          },
      );
    const { stage: onStage, stageHeight } = await asked();
    assert.deepEqual(onStage, ['p001', 'p002', 'p003', 'p004', 'p011']);
    assert.ok(stageHeight > 100 && stageHeight < 400, String(stageHeight));
    const strip = page.locator('.strip');
    assert.equal(await strip.locator('[data-participant="p001"]').count(), 0);
  });

  it('is set, widened and taken away by a host in the list', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.keyboard.press('p');
    await act('李伟', 'Spotlight for everybody');
    await becomes('p002');
    await act('欧阳娜娜', 'Add to the spotlight');
    await becomes('p002', 'p004');
    await act('李伟', 'Take out of the spotlight');
    await becomes('p004');
    await act('Dr. Katharina Schneider-Wolkenstein', 'Spotlight for everybody');
    await becomes('self');
  });

  it('gives way to one’s own pin, and to the grid for as long as it is the same', async () => {
    ({ page } = await stage.show('meeting-spotlight'));
    await becomes('p001');
    await page.keyboard.press('p');
    await act('李伟', 'Keep large for me');
    await becomes('p002');
    await act('李伟', 'No longer keep large');
    await becomes('p001');
    await page.keyboard.press('p');
    await page.keyboard.press('l');
    await page.locator('.grid-layout').waitFor();
    await hostsShow(1, 2);
    await becomes('p001', 'p002');
    await hostsShow();
    await page.locator('.grid-layout').waitFor();
  });

  it('says to the one who is in it that everybody sees them large, and when that is over', async () => {
    ({ page } = await stage.show('meeting-spotlight'));
    await becomes('p001');
    const me = await page.evaluate(() => window.scene.world.session?.person.id ?? '');
    const tell = (spotlight: string[]) =>
      page.evaluate((told) => window.scene.bridge.tell('rules', told), {
        meetingId,
        rules: { ...unrestricted, spotlight },
      });
    await tell([me]);
    await page.getByText('You are in the spotlight: everybody sees you large.').waitFor();
    await becomes('self');
    await tell([]);
    await page.getByText('You are no longer in the spotlight.').waitFor();
  });

  it('offers members nothing of it', async () => {
    ({ page } = await stage.show('meeting-spotlight'));
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Actions for 李伟' }).click();
    await page.getByRole('menuitem', { name: 'Connection' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: /spotlight/iu }).count(), 0);
  });
});
