import assert from 'node:assert/strict';
import { mailStyles } from '../../bridge/src/features/notifications/outbox/index.ts';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

(program ? describe : describe.skip)('the message templates', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('say at its line what is wrong while one types; a placeholder is put in by the keyboard', async () => {
    const { page, complaints } = await stage.show('admin-letter');
    const text = page.getByRole('textbox', { name: 'Text' });
    await text.fill('Dear {nmae},\n\n[Log in]({link})');
    await page.getByText('Line 1: {nmae} does not exist here').click();
    assert.equal(await page.getByRole('button', { name: 'Save' }).isDisabled(), true);
    assert.deepEqual(await violations(page), []);
    const marked = () =>
      text.evaluate((area: HTMLTextAreaElement) =>
        area.value.slice(area.selectionStart, area.selectionEnd),
      );
    assert.equal(await marked(), 'Dear {nmae},');
    await page.getByRole('button', { name: /\{name\}/u }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await text.inputValue(), '{name}\n\n[Log in]({link})');
    await page.getByText('Line 1:').waitFor({ state: 'detached' });
    await press(page, 'Save');
    await page.getByText('From now on it is sent like this').waitFor();
    await page.getByText('Version 4').waitFor();
    await press(page, 'Back to the shipped text');
    await press(page, 'Undo');
    await page.getByText('Version 4 holds again').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('show a hostile name as text, in a frame that runs nothing and leads nowhere', async () => {
    const { page, complaints } = await stage.show('admin-letter');
    await page.getByLabel('Written to').selectOption('hostile');
    const frame = page.frameLocator('iframe');
    await frame.getByText('<script>alert("name")</script> {link}').waitFor();
    assert.equal(await page.locator('iframe').getAttribute('sandbox'), '');
    const evil = `<p style="${mailStyles.head}">x</p><script>parent.evil = 1; document.title = "evil"</script><img src=x onerror="parent.evil = 1">`;
    // What a preview would do with markup that got through: nothing.
    await page.locator('iframe').evaluate((element: HTMLIFrameElement, html) => {
      element.srcdoc = html;
    }, evil);
    await frame.getByText('x').waitFor();
    assert.equal(await page.evaluate(() => 'evil' in window), false);
    assert.equal(await frame.locator('p').evaluate((p) => getComputedStyle(p).fontWeight), '700');
    assert.match(complaints.join(), /Blocked script execution in 'about:srcdoc'/u);
    await page.getByRole('radio', { name: 'As plain text' }).check();
    await page.locator('pre', { hasText: '<script>alert("name")</script> {link}' }).waitFor();
    await press(page, 'Send a test to me');
    await page.getByText(/Sent to maximiliane/u).waitFor();
  });

  it('lose nothing when somebody else was faster, nor when one leaves', async () => {
    const { page, complaints } = await stage.show('admin-letter-rival');
    await page.getByLabel('Subject').fill('Mine');
    await page.getByRole('link', { name: 'All message templates' }).click();
    await page.getByText('not saved').waitFor();
    await page.getByRole('link', { name: 'Newly registered' }).click();
    await page.getByText('Your unsaved text is still here').waitFor();
    await press(page, 'Save');
    await page.getByText('saved another text meanwhile').waitFor();
    await page.getByText('[Begin here]({link})').first().waitFor();
    assert.equal(await page.getByLabel('Subject').inputValue(), 'Mine');
    assert.deepEqual(await violations(page), []);
    await press(page, 'Save mine instead');
    await page.getByText('From now on it is sent like this').waitFor();
    await page.getByText('Version 5').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('say that own words became unusable; inviting says who wants no invitations', async () => {
    const { page } = await stage.show('admin-letter-unusable');
    await page.getByText('Your own text cannot be used any more').waitFor();
    await page.getByText('Line 1: {fullname} does not exist here').waitFor();
    const shown = await stage.show('home');
    await shown.page
      .getByRole('button', { name: /^Invite/u })
      .first()
      .click();
    await shown.page.getByRole('radio', { name: 'Mail' }).check();
    await shown.page.getByLabel('Mail addresses').fill('nein@else.test, ja@else.test');
    await press(shown.page, 'Send invitations');
    await shown.page.getByText(/asked for no invitations from here: nein@else\.test/u).waitFor();
    assert.deepEqual(await violations(shown.page), []);
  });

  it('count a short message, at a telephone', async () => {
    const view = { width: 390, height: 844, dark: true } as const;
    const { page } = await stage.show('admin-letter-sms', view);
    await page.getByText(/characters, 1 message \(GSM-7\)/u).waitFor();
    assert.equal(await page.getByLabel('Subject').count(), 0);
  });
});
