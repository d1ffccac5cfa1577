import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the meeting', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const calls = () => page.evaluate(() => window.scene.conference.calls.map(([name]) => name));
  const labelOf = (control: string) =>
    page.locator(`[data-control="${control}"]`).getAttribute('aria-label');

  it('is joined by Enter after the device check, with what was switched there', async () => {
    ({ page } = await stage.show('check'));
    await page.getByText('87 people are in the meeting').waitFor();
    await page.keyboard.press('v');
    await page.getByText('Your camera is off').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Leave' }).waitFor();
    assert.equal(await labelOf('camera'), 'Start camera');
    assert.equal(await labelOf('microphone'), 'Mute microphone');
    assert.ok(!(await calls()).includes('setCamera'));
  });

  it('can be joined without devices, and says what to do about them', async () => {
    ({ page } = await stage.show('check-refused'));
    await page.getByText('The camera is not allowed').waitFor();
    await page.getByText('The microphone is in use elsewhere').waitFor();
    await page.getByRole('button', { name: 'Join without devices' }).click();
    await page.getByRole('button', { name: 'Leave' }).waitFor();
  });

  it('is steered by keys, but not while somebody writes', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.locator('[data-control="microphone"]').waitFor();
    await page.keyboard.press('m');
    await page.locator('[data-control="microphone"][aria-label="Unmute microphone"]').waitFor();
    await page.keyboard.press('h');
    await page.locator('[data-control="hand"][aria-label="Lower hand"]').waitFor();
    await page.keyboard.press('l');
    await page.locator('.speaker-layout').waitFor();
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Write to everybody' }).waitFor();
    await page.keyboard.type('mvhs?');
    assert.equal(await labelOf('microphone'), 'Unmute microphone');
    await page.keyboard.press('Enter');
    await page.getByRole('log', { name: 'Messages' }).getByText('mvhs?').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  });

  it('shows markup in names and messages as text', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.getByText('O’Brien & <Sons>').first().waitFor();
    await page.keyboard.press('c');
    await page.getByText('<b>not bold</b>').waitFor();
    assert.equal(await page.locator('b').count(), 0);
  });

  it('counts unread messages until the chat is opened', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.locator('[data-control="chat"][aria-label="Chat, 3 unread messages"]').waitFor();
    await page.locator('[data-control="chat"]').click();
    await page.locator('[data-control="chat"][aria-label="Chat"]').waitFor();
  });

  it('gives the stage to a share and takes it back', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.locator('.grid-layout').waitFor();
    await page.evaluate(() => window.scene.conference.director.share('p001'));
    await page.locator('[data-kind="share"] video').waitFor();
    await page.getByText('Zoë Müller-Lüdenscheidt is sharing').first().waitFor();
    await page.evaluate(() => window.scene.conference.director.stopShare('p001'));
    await page.locator('.grid-layout').waitFor();
  });

  it('shows no black tiles without a videobridge', async () => {
    ({ page } = await stage.show('meeting-bridgeless'));
    await page.getByText('Sound and picture are not available right now').waitFor();
    assert.equal(await page.locator('[data-participant="p000"] video').count(), 0);
    assert.equal(await page.locator('[data-participant="self"] video').count(), 1);
  });

  it('says that the network is away and when it is back', async () => {
    ({ page } = await stage.show('meeting-interrupted'));
    await page.getByText('Connection lost. Reconnecting …').waitFor();
    await page.evaluate(() => window.scene.conference.director.tell({ kind: 'restored' }));
    await page.getByText('Connection lost. Reconnecting …').waitFor({ state: 'detached' });
    await page.getByRole('log').getByText('The connection is back.').waitFor();
  });

  it('reads out who comes, goes and raises a hand', async () => {
    ({ page } = await stage.show('meeting-pair'));
    await page.locator('[data-participant="p000"]').first().waitFor();
    await page.evaluate(() => {
      const { director } = window.scene.conference;
      const ann = {
        id: 'x',
        personId: null,
        name: 'Ann',
        moderator: false,
        guest: false,
        self: false,
      };
      director.enter(ann);
      director.tell({ kind: 'hand', id: 'x', raisedAt: 5 });
    });
    await page.getByRole('log').getByText('Ann joined.').waitFor();
    await page.evaluate(() => window.scene.conference.director.leave('x'));
    await page.getByRole('log').getByText('Ann left.').waitFor();
  });

  it('lets a host remove somebody, after asking', async () => {
    const personId = '00000044-0000-4000-8000-000000000000';
    const removed = () => page.evaluate(() => window.scene.world.removed);
    ({ page } = await stage.show('meeting-seminar'));
    await page.evaluate((known) => {
      const change = { personId: known };
      window.scene.conference.director.tell({ kind: 'participant-updated', id: 'p001', change });
    }, personId);
    await page.keyboard.press('p');
    await page.getByRole('searchbox').fill('muller');
    await page.getByRole('button', { name: 'Actions for Zoë Müller-Lüdenscheidt' }).click();
    await page.getByRole('menuitem', { name: 'Remove from the meeting' }).click();
    await page.getByRole('alertdialog').getByText('Remove Zoë Müller-Lüdenscheidt?').waitFor();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await removed(), []);
    await page.getByRole('button', { name: 'Actions for Zoë Müller-Lüdenscheidt' }).click();
    await page.getByRole('menuitem', { name: 'Remove from the meeting' }).click();
    await dialog.getByRole('button', { name: 'Remove from the meeting' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await removed(), [personId]);
  });

  it('shows the newest of two shares large, and the other one at a press', async () => {
    ({ page } = await stage.show('meeting-two-shares'));
    const large = page.locator('.stage [data-kind=share]');
    const newest = await large.getAttribute('data-participant');
    const choice = page.getByRole('button', { name: /^Show what .+ is sharing large$/u });
    await choice.focus();
    await page.keyboard.press('Enter');
    await page.locator(`.strip [data-kind=share][data-participant="${newest}"]`).waitFor();
    assert.notEqual(await large.getAttribute('data-participant'), newest);
    assert.equal(await choice.count(), 1);
  });

  it('tells a sharer that sound is shared, and makes a film move smoothly', async () => {
    ({ page } = await stage.show('meeting-sharing'));
    await page.getByText('Everyone sees your screen and hears its sound.').waitFor();
    await page.getByRole('switch', { name: 'Optimise for video', checked: true }).click();
    await page.getByRole('switch', { name: 'Optimise for video', checked: false }).waitFor();
    assert.ok((await calls()).includes('setShareContent'));
  });

  it('keeps the page light with 40 in the list', async () => {
    ({ page } = await stage.show('meeting-lecture'));
    await page.keyboard.press('p');
    await page.getByText('40 participants').waitFor();
    assert.ok((await page.locator('[aria-setsize="40"]').count()) < 30);
  });

  it('asks a host whether to leave or to end, and lets a member just leave and come back', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('menuitem', { name: 'End for all' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
    await page.getByRole('heading', { name: 'You ended the meeting' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Join again' }).count(), 0);

    ({ page } = await stage.show('meeting-lecture'));
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
    assert.ok((await calls()).includes('leave'));
    await page.getByRole('button', { name: 'Join again' }).click();
    await page.getByRole('button', { name: 'Leave' }).waitFor();
  });
});
