import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the end of a meeting', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const toCourse = (page: Page) => page.getByRole('link', { name: 'To the course' });
  const toHome = (page: Page) => page.getByRole('link', { name: 'All my meetings' });
  const closing = (page: Page) => page.getByText('You may close this page now.');

  it('leads members of the course to its page', async () => {
    const { page } = await stage.show('over-put-out');
    await toCourse(page).waitFor();
    assert.equal(await toHome(page).count(), 0);
    assert.equal(await closing(page).count(), 0);
  });

  it('leads who is put out and not in the course to the own meetings', async () => {
    const { page } = await stage.show('over-put-out-outsider');
    await toHome(page).waitFor();
    assert.equal(await toCourse(page).count(), 0);
    await toHome(page).click();
    await page.waitForURL((url) => url.pathname === '/');
  });

  it('tells guests of a link that the page may be closed, and leads them nowhere', async () => {
    const { page } = await stage.show('over-put-out-guest');
    await closing(page).waitFor();
    assert.equal(await toCourse(page).count(), 0);
    assert.equal(await toHome(page).count(), 0);
  });

  it('does the same for who leaves by themselves', async () => {
    const { page } = await stage.show('over-left-outsider');
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
    await toHome(page).waitFor();
    assert.equal(await toCourse(page).count(), 0);
  });
});
