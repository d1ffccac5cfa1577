import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();
const overlay = (page: Page) => page.getByRole('region', { name: 'Incoming calls' });
const card = (page: Page) => overlay(page).getByRole('alertdialog');

(program ? describe : describe.skip)('an incoming call', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('has its buttons also where they did not come at first', async () => {
    const { page } = await stage.show('home');
    const cards = '**/IncomingStack-*.js';
    let refused = 0;
    await page.route(cards, async (route) => {
      refused += 1;
      if (refused <= 2) await route.abort();
      else await route.continue();
    });
    await stage.show('calls-incoming');
    await page.getByRole('button', { name: 'Answer with video' }).waitFor();
    await page.unroute(cards);
    assert.equal(refused, 3);
  });

  it('says who calls, into what, and for how long; takes the focus, and gives it back', async () => {
    const { page } = await stage.show('calls-incoming');
    await card(page).getByText('Ling Wei is calling').waitFor();
    await card(page)
      .getByText(/Rings for 3\d more seconds/u)
      .waitFor();
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('role') === 'alertdialog',
    );
    await page.waitForFunction(() => document.title === '📞 Ling Wei is calling');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Answer with video');
    await card(page).getByRole('button', { name: 'Decline', exact: true }).click();
    await card(page).waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.title === 'Introduction to Signal Processing');
    await page.waitForFunction(() => window.scene.bell === null);
  });

  it('opens the meeting in a tab by the press, with what it was answered', async () => {
    const { page } = await stage.show('calls-incoming');
    await card(page).getByRole('button', { name: 'Answer with voice only' }).click();
    await page.waitForFunction(() => window.scene.opened.length === 1);
    const asked = await page.evaluate(() => window.scene.bridge.asked('answer')?.body);
    assert.deepEqual(asked, { with: 'voice' });
    assert.deepEqual(await page.evaluate(() => window.scene.notes), ['{"with":"voice","ring":[]}']);
    await card(page).waitFor({ state: 'detached' });
  });

  it('goes straight in where devices were used before: with voice, the camera stays off', async () => {
    const { page } = await stage.show('calls-incoming-in-place');
    await card(page).getByRole('button', { name: 'Answer with voice only' }).click();
    await page.locator('[data-control=camera]').waitFor();
    const camera = await page.locator('[data-control=camera]').getAttribute('aria-label');
    assert.equal(camera, 'Start camera');
  });

  it('is declined with a ready message, or an own one of at most 140 characters', async () => {
    const { page } = await stage.show('calls-incoming-many');
    const first = card(page).first();
    await first.getByRole('button', { name: 'Decline with a message' }).click();
    assert.equal(await focused(page), 'I am in class.');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.scene.bridge.count('decline') === 1);
    assert.deepEqual(await declinedWith(page), { message: 'I am in class.' });

    await card(page).first().getByRole('button', { name: 'Decline with a message' }).click();
    await page.getByLabel('Your own message').fill('x'.repeat(150));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.scene.bridge.count('decline') === 2);
    assert.deepEqual(await declinedWith(page), { message: 'x'.repeat(140) });
    assert.equal(await card(page).count(), 1);
  });

  it('stops with a word when it was answered on another device', async () => {
    const { page } = await stage.show('calls-incoming');
    await card(page).waitFor();
    await page.evaluate(() => {
      const { bridge, world } = window.scene;
      const inviteeId = world.campus?.incoming[0]?.inviteeId ?? '';
      bridge.tell('ring-stopped', { inviteeId, state: 'answered', bySessionId: null });
    });
    await overlay(page).getByText('Answered on another device').waitFor();
    assert.equal(await card(page).count(), 0);
    await overlay(page).getByText('Answered on another device').waitFor({ state: 'detached' });
  });

  it('gives the focus back when it ends by itself, and on a phone only its word stays', async () => {
    const { page } = await stage.show('address-book', { width: 375, height: 760 });
    const browse = page.getByRole('button', { name: 'Browse' });
    await browse.focus();
    await page.evaluate(() => {
      const { bridge, incoming } = window.scene;
      bridge.tell('ring', incoming());
    });
    await card(page).waitFor();
    assert.equal((await overlay(page).boundingBox())?.height, 760);
    await page.evaluate(() => {
      const { bridge, incoming } = window.scene;
      const { inviteeId } = incoming();
      bridge.tell('ring-stopped', { inviteeId, state: 'cancelled', bySessionId: null });
    });
    await overlay(page).getByText('Chen Xiaoming stopped calling').waitFor();
    assert.ok(((await overlay(page).boundingBox())?.height ?? 760) < 100);
    await page.waitForFunction(() => document.activeElement?.classList.contains('browse'));
  });

  it('does not take the focus from somebody who types; F6 goes to it', async () => {
    const { page } = await stage.show('address-book');
    const field = page.getByLabel('Search the address book');
    await field.fill('Chen');
    await page.evaluate(() => {
      const { bridge, incoming } = window.scene;
      bridge.tell('ring', incoming());
    });
    await card(page).waitFor();
    await page.keyboard.type(' X');
    assert.equal(await field.inputValue(), 'Chen X');
    await page.keyboard.press('F6');
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('role')),
      'alertdialog',
    );
  });

  it('can be pressed and reached by keyboard beside an open window, which stays', async () => {
    const { page } = await stage.show('calls-made');
    await page.locator('[data-control=people]').click();
    await page.locator('[data-control=add-people]').click();
    await page.getByRole('dialog', { name: 'Add people' }).waitFor();
    await page.getByRole('tab', { name: 'Called' }).click();
    await page.evaluate(() => {
      const { bridge, incoming } = window.scene;
      bridge.tell('ring', incoming());
    });
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('role') === 'alertdialog',
    );
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Video');
    await card(page).getByRole('button', { name: 'Decline' }).click();
    await card(page).waitFor({ state: 'detached' });
    await page.getByRole('dialog', { name: 'Add people' }).waitFor();
  });

  it('says what to do where the browser wants a press before any sound', async () => {
    const { page } = await stage.show('calls-incoming-many');
    const silent = page.getByText('Press anywhere on the page to hear it ring.');
    await silent.waitFor();
    await page.evaluate(() => window.scene.bell?.('aloud'));
    await silent.waitFor({ state: 'detached' });
  });
});

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
const declinedWith = (page: Page): Promise<unknown> =>
  page.evaluate(() => window.scene.bridge.asked('decline')?.body);
