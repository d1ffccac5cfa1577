import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('maintenance', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('is told above every page while it lasts, with its planned end', async () => {
    const { page, complaints } = await stage.show('home');
    const told = page.getByText('Maintenance.');
    await page.evaluate(() => {
      const until = Date.now() + 3_600_000;
      window.scene.bridge.tell('maintenance', { maintenance: { since: 1, until } });
    });
    await told.waitFor();
    await page.getByText(/Planned until/u).waitFor();
    await page.evaluate(() =>
      window.scene.bridge.tell('maintenance', { maintenance: { since: 1, until: 2 } }),
    );
    await page.getByText('It takes longer than planned.').waitFor();
    await page.evaluate(() => window.scene.bridge.tell('maintenance', { maintenance: null }));
    await told.waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
  });

  it('is told to nobody who is in a meeting', async () => {
    const { page } = await stage.show('meeting-pair');
    await page.evaluate(() =>
      window.scene.bridge.tell('maintenance', { maintenance: { since: 1, until: null } }),
    );
    assert.equal(await page.getByText('Maintenance.').count(), 0);
  });
});
