import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { meetingId } from '../scenes/people.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the queue before a meeting’s room', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('shows the place as it is told, and goes in by itself when it is one’s turn', async () => {
    const { page } = await stage.show('queue-near');
    await page.getByRole('heading', { name: 'You are number 37' }).waitFor();
    await page.getByText('About 20 seconds').waitFor();
    const tell = (queued: { place: number; seconds: number } | null) =>
      page.evaluate(
        (data) => {
          window.scene.bridge.tell('entrance', data);
        },
        { meetingId, queued },
      );
    await tell({ place: 12, seconds: 6 });
    await page.getByRole('heading', { name: 'You are number 12' }).waitFor();
    await page.getByText('About 10 seconds').waitFor();
    await page.evaluate(() => {
      delete window.scene.world.queued;
    });
    await tell(null);
    await page.getByRole('toolbar').first().waitFor();
  });

  it('is given up by a button that the keyboard reaches, and may be taken up again', async () => {
    const { page } = await stage.show('queue-far');
    const leave = page.getByRole('button', { name: 'Stop waiting' });
    await leave.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
    await page.getByRole('button', { name: 'Join again' }).click();
    await page.getByRole('heading', { name: 'You are number 237' }).waitFor();
  });

  it('says that one starts muted and unseen where many are, until one has seen it', async () => {
    const { page } = await stage.show('meeting-started-off');
    const notice = page.getByText('You came in muted and with the camera off');
    await notice.waitFor();
    await page.getByRole('button', { name: 'Unmute' }).first().waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).first().click();
    await notice.waitFor({ state: 'detached' });
  });

  it('says that no videobridge has room, and lets one try again', async () => {
    const { page } = await stage.show('meeting-fleet-full');
    await page.getByRole('heading', { name: 'The video servers are full' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 1);
  });
});
