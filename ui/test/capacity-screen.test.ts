import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the capacity planner', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('answers as one types, and keeps the question in the address', async () => {
    const { page, complaints } = await stage.show('admin-capacity');
    await page.getByText('Carried by 7 videobridges; with one that may fail: 8.').waitFor();
    await page.getByLabel('Videobridges there are').fill('3');
    await page.getByText('Not carried. The first to break: People on one videobridge.').waitFor();
    const remedies = page.getByRole('heading', { name: 'Each of these alone would be enough' });
    await remedies.waitFor();
    await page.getByText('7 videobridges', { exact: true }).waitFor();
    await page.waitForURL(/bridges=3/u);
    assert.deepEqual(complaints, []);
  });

  it('says which number it cannot take, and keeps the answer that it has', async () => {
    const { page } = await stage.show('admin-capacity');
    const verdict = page.getByText('Carried by 7 videobridges');
    await verdict.waitFor();
    const people = page.getByLabel('People in one meeting');
    await people.fill('many');
    await page.getByText('Not a number that can be asked.').waitFor();
    assert.equal(await people.getAttribute('aria-invalid'), 'true');
    assert.equal(await verdict.count(), 1);
  });

  it('says how each limit is reckoned, and from what', async () => {
    const { page } = await stage.show('admin-capacity');
    await page.getByText('How it is reckoned').first().click();
    await page.getByText('people ÷ videobridges; most: max-bridge-participants').waitFor();
    await page.getByText('Source: jicofo.bridge.max-bridge-participants, 80').waitFor();
  });
});
