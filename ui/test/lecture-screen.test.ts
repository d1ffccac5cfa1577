import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { fakePersonId } from '../src/adapters/fake/people.ts';
import { lecturing } from '../scenes/rules.ts';
import { meetingId } from '../scenes/people.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('lecture mode on the screen', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const asked = (operation: string) =>
    page.evaluate((which) => window.scene.bridge.asked(which), operation);
  const calls = (name: string) =>
    page.evaluate(
      (wanted) => window.scene.conference.calls.filter(([called]) => called === wanted),
      name,
    );
  const rule = (exempt: string[]) =>
    page.evaluate((told) => window.scene.bridge.tell('rules', told), {
      meetingId,
      rules: { ...lecturing, exempt },
    });
  const me = () => page.evaluate(() => window.scene.world.session?.person.id ?? '');
  const labelled = (name: string, label: string) =>
    page.locator(`[data-control="${name}"][aria-label="${label}"]`).waitFor();
  /** As somebody whom the server vouches for. */
  const known = (id: string, index: number) =>
    page.evaluate(
      ([whom, personId]) => {
        const change = { personId };
        window.scene.conference.director.tell({ kind: 'participant-updated', id: whom, change });
      },
      [id, fakePersonId(index)] as const,
    );

  it('says to a member that it holds, and how to ask for a turn; by keyboard', async () => {
    ({ page } = await stage.show('meeting-in-lecture-mode'));
    await labelled('microphone', 'Microphones are not allowed by the hosts now');
    await labelled('camera', 'Cameras are not allowed by the hosts now');
    await page.locator('header').getByText('Lecture mode').waitFor();
    const notice = page.getByRole('status').filter({ hasText: 'Raise your hand to speak' });
    await notice.getByRole('button', { name: 'Raise hand' }).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await calls('raiseHand'), [['raiseHand', true]]);
    await notice.getByRole('button', { name: 'Close' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.locator('header').getByText('Lecture mode').waitFor();
  });

  it('says to a member that they are called up, with the switch; and that it is over', async () => {
    ({ page } = await stage.show('meeting-in-lecture-mode'));
    await labelled('microphone', 'Microphones are not allowed by the hosts now');
    await rule([await me()]);
    const notice = page.locator('[data-lecture="called-up"]');
    await notice.getByRole('button', { name: 'Unmute microphone' }).click();
    await labelled('microphone', 'Mute microphone');
    await rule([]);
    await page.getByText('Your turn is over: you are muted.').waitFor();
    await labelled('microphone', 'Microphones are not allowed by the hosts now');
    await notice.waitFor({ state: 'detached' });
  });

  it('shows nothing of whoever is not called up, should it arrive', async () => {
    ({ page } = await stage.show('meeting-in-lecture-mode'));
    const tile = page.locator('[data-participant="p004"]');
    await tile.waitFor();
    assert.equal(await tile.locator('video').count(), 0);
    await rule([fakePersonId(4)]);
    await tile.locator('video').waitFor();
    await rule([]);
    await tile.locator('video').waitFor({ state: 'detached' });
  });

  it('lets a host call up whoever raised a hand by one press, and end the turn', async () => {
    ({ page } = await stage.show('meeting-giving-a-lecture'));
    await page.locator('[data-control="people"]').click();
    await known('p002', 2);
    await page.getByRole('button', { name: 'Call up 李伟' }).click();
    await page.getByRole('listitem').filter({ hasText: '李伟' }).getByText('Called up').waitFor();
    assert.deepEqual((await asked('setExempt'))?.body, { exempt: true });
    assert.deepEqual(await calls('lowerHand'), [['lowerHand', 'p002']]);
    assert.deepEqual(await calls('ask'), [['ask', 'p002', 'microphone']]);
    await page.getByRole('button', { name: 'Actions for 李伟' }).click();
    await page.getByRole('menuitem', { name: 'End their turn' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: '李伟' })
      .getByText('Called up')
      .waitFor({ state: 'detached' });
    assert.deepEqual((await asked('setExempt'))?.body, { exempt: false });
  });

  it('is switched in the menu, in the rules and in the list; the single rules rest meanwhile', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.locator('[data-control="more"]').click();
    await page.getByRole('menuitem', { name: 'Start lecture mode' }).click();
    await page.locator('header').getByText('Lecture mode').waitFor();
    assert.deepEqual((await asked('changePermissions'))?.body, { lecture: true });
    await page.locator('[data-control="more"]').click();
    await page.getByRole('menuitem', { name: 'Meeting rules' }).click();
    assert(await page.getByRole('switch', { name: 'unmute themselves' }).isDisabled());
    await page.getByRole('switch', { name: 'Lecture mode' }).press('Space');
    await page.locator('header').getByText('Lecture mode').waitFor({ state: 'detached' });
    await page.getByRole('switch', { name: 'Lecture mode' }).press('Space');
    await page.locator('header').getByText('Lecture mode').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-control="people"]').click();
    await page.getByRole('button', { name: 'End lecture mode' }).click();
    await page.locator('header').getByText('Lecture mode').waitFor({ state: 'detached' });
    assert.deepEqual((await asked('changePermissions'))?.body, { lecture: false });
  });
});
