import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('times on the screen', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  /** Until when nothing rings, after it was asked for an hour. */
  const undisturbed = async (zone: string): Promise<string> => {
    const { page } = await stage.show('settings', { zone });
    await page.getByRole('button', { name: 'For one hour' }).click();
    const state = page.locator('.disturb.on .state');
    await state.waitFor();
    return state.innerText();
  };

  it('are those of the reader’s own clock, without a zone where it is the campus’s as well', async () => {
    const said = await undisturbed('Asia/Shanghai');
    assert.doesNotMatch(said, /GMT|UTC/u);
  });

  it('name the zone where the campus has another time', async () => {
    const [asked, said] = [Date.now(), await undisturbed('Europe/Berlin')];
    const inBerlin = new Intl.DateTimeFormat('en', {
      timeZone: 'Europe/Berlin',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    const hour = 3_600_000;
    const could = [asked, Date.now()].map((at) => inBerlin.format(at + hour));
    assert.ok(
      could.some((time) => said.includes(time)),
      `${said} is none of ${could.join(', ')}`,
    );
  });
});
