import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the page about the videobridges', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('drains a videobridge by one press, and undoes it by one press', async () => {
    const { page, complaints } = await stage.show('operations');
    const row = page.getByRole('row', { name: /^jvb2/u });
    await row.getByText('Well', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Drain jvb2' }).click();
    await page.getByText('Newcomers no longer go to jvb2. Whoever is on it stays.').waitFor();
    await row.getByText('Draining').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row.getByText('Well', { exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0);
    assert.deepEqual(complaints, []);
  });

  it('moves people only after asking, and says how many', async () => {
    const { page } = await stage.show('operations-troubled');
    const move = page.getByRole('button', { name: 'Move people off jvb3' });
    await move.click();
    const question = page.getByRole('alertdialog', { name: 'Move everybody off jvb3?' });
    await question.getByText(/^18 people are called to the other videobridges/u).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await move.focus();
    await page.keyboard.press('Enter');
    await question.getByRole('button', { name: 'Move people' }).click();
    await page.getByText('18 people were moved off jvb3.').waitFor();
    assert.equal(await move.count(), 0);
  });

  it('offers nothing at a videobridge that does not answer', async () => {
    const { page } = await stage.show('operations-troubled');
    const row = page.getByRole('row', { name: /^jvb2/u });
    await row.getByText('Does not answer').waitFor();
    assert.equal(await row.getByRole('button').count(), 0);
  });

  it('says what the room that is left allows', async () => {
    const { page } = await stage.show('operations');
    await page.getByText('That is about 7 more classes of 30.').waitFor();
    await page.getByText('One meeting of 500: no, 217 at most.').waitFor();
    const { page: silent } = await stage.show('operations-silent');
    await silent.getByRole('alert').getByText('Jicofo does not answer.').waitFor();
    await silent.getByText('How many more people fit is not known').waitFor();
  });

  it('draws lines that are told apart without colour, and has the same numbers as a table', async () => {
    const { page, complaints } = await stage.show('operations');
    const plot = page.getByRole('img', { name: /^Stress of the videobridges: jvb1: 0\.5/u });
    await plot.locator('canvas').waitFor();
    const dashes = await page
      .locator('figure')
      .last()
      .locator('line')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('stroke-dasharray')));
    assert.equal(new Set(dashes).size, 4);
    await page.getByLabel('As a table').check();
    const table = page.getByRole('region', { name: 'Over time' });
    assert.equal(await table.getByRole('row').count(), 56, 'a heading, and minutes that are known');
    await page.getByRole('radio', { name: 'Day', exact: true }).check();
    await table.getByRole('row').nth(280).waitFor();
    await page.getByRole('radio', { name: '30 days' }).check();
    await page.getByText('There are no figures of this time yet').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('says of each alarm what to do, until somebody looks after it', async () => {
    const { page } = await stage.show('operations-alarms');
    const alarm = page.getByRole('alert').filter({ hasText: 'Videobridge jvb2 does not work' });
    await alarm.getByText(/systemctl status campus-jvb-jvb\d/u).waitFor();
    await alarm.getByRole('button', { name: /^I look after it/u }).click();
    await page
      .getByText(/陈静 looks after it/u)
      .nth(1)
      .waitFor();
    assert.equal(await page.getByRole('button', { name: /^I look after it/u }).count(), 1);
    await page.getByText('Alarms that are over (2)').click();
    await page.getByText('Videobridge jvb1 is overloaded').waitFor();
  });
});
