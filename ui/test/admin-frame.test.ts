import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const link = (page: Page, name: RegExp) => page.getByRole('link', { name });

(program ? describe : describe.skip)('the administration', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('greets with what waits, counts it at each part and says it to screen readers', async () => {
    const { page, complaints } = await stage.show('admin-overview-applications');
    await link(page, /^3 applications to decide/u).waitFor();
    await page.getByRole('status').filter({ hasText: '3 things wait for you' }).waitFor();
    await link(page, /^Applications 3 things wait for you/u).click();
    await page.getByRole('button', { name: 'Look at the application of 李雷' }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    // What was decided is counted anew, without a reload.
    await page.getByRole('status').filter({ hasText: '2 things wait for you' }).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('shows its parts behind one button on a telephone, by keyboard too', async () => {
    const view = { width: 375, height: 812, dark: true } as const;
    const { page } = await stage.show('admin-sheet', view);
    const opener = page.getByRole('button', { name: /^All parts: Register people/u });
    await opener.focus();
    await page.keyboard.press('Enter');
    const here = link(page, /^Register people/u);
    assert.equal(await here.getAttribute('aria-current'), 'page');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    await here.waitFor({ state: 'hidden' });
    assert.equal(await opener.evaluate((one) => one === document.activeElement), true);
    await page.keyboard.press('Enter');
    await link(page, /^Audit log/u).click();
    await page.getByRole('heading', { name: 'Audit log' }).waitFor();
    assert.equal(await link(page, /^Audit log/u).isVisible(), false);
  });

  it('has no parts of system administrators for others, and first steps while nothing was done', async () => {
    const { page } = await stage.show('admin-overview-new');
    await page.getByText('Nothing waits for you').waitFor();
    await link(page, /^Register your people by a sheet/u).waitFor();
    for (const name of [/^Sent messages/u, /^Administrators/u, /^Directory and LMS/u]) {
      assert.equal(await link(page, name).count(), 0);
    }
  });
});
