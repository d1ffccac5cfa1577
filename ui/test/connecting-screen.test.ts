import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const type = (page: Page, name: string | RegExp, text: string) =>
  page.getByRole('textbox', { name }).fill(text);

(program ? describe : describe.skip)('who one is', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('is offered to who came by an LMS, shown by a code, and told', async () => {
    const { page, complaints } = await stage.show('home-this-is-me');
    await press(page, 'This is me');
    await press(page, 'Send the code');
    await page.getByText('Say who you are first.').waitFor();
    await type(page, /Your campus number/u, '202300048');
    assert.deepEqual(await violations(page), []);
    await press(page, 'Send the code');
    await page.getByText('If the campus knows this person').waitFor();
    await type(page, 'Code', '000000');
    await press(page, 'Yes, this is me');
    await page.getByText('This code is not right').waitFor();
    await type(page, 'Code', '271828');
    await press(page, 'Yes, this is me');
    await page.getByText(/You are .+\./u).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('asks for the password too where the one who is meant administers something', async () => {
    const small = { width: 375, height: 740, dark: true };
    const { page } = await stage.show('home-this-is-me-admin', small);
    await press(page, 'This is me');
    await type(page, /Your campus number/u, 'T1');
    await press(page, 'Send the code');
    await type(page, 'Code', '271828');
    await press(page, 'Yes, this is me');
    await page.getByText('please give their password as well').waitFor();
    await page.getByLabel('Password of this person').fill('x');
    assert.deepEqual(await violations(page), []);
    await press(page, 'Yes, this is me');
    await page.getByText(/You are .+\./u).waitFor();
  });

  it('is answered for a new number in the settings, and by the link of a notice', async () => {
    const { page } = await stage.show('settings-contact-waits');
    await page.getByText('New phone +8613900009999').waitFor();
    await press(page, 'It is mine');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill('x');
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole('button', { name: 'It is mine' }).click();
    await page.getByText('New phone +8613900009999').waitFor({ state: 'detached' });
    const { page: notice } = await stage.show('notice-connected');
    await notice.getByText('An account was connected to you').waitFor();
    assert.deepEqual(await violations(notice), []);
    await press(notice, 'That was not me');
    await notice.getByText('It was undone').waitFor();
  });
});
