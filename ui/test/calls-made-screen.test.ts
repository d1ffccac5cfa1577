import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage, type View } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('calling', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const adding = async () => {
    const { page } = await stage.show('meeting-pair');
    await page.locator('[data-control=people]').click();
    await page.locator('[data-control=add-people]').click();
    return page;
  };

  it('picks by typing and Enter, rings, and shows what becomes of each', async () => {
    const page = await adding();
    await page.getByLabel('Search the address book').fill('zoë');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take Zoë Müller out' }).waitFor();
    await page.getByRole('button', { name: 'Ring 1 person' }).click();
    const row = page
      .getByRole('listitem')
      .filter({ hasText: 'Zoë Müller', has: page.locator('[data-state]') });
    await row.getByText('Ringing').waitFor();
    await page.evaluate(() => {
      const { bridge, world } = window.scene;
      const call = world.campus?.calls[0];
      const invitee = call?.invitees[0];
      if (!call || !invitee) throw new Error('nobody was rung');
      const declined = { ...invitee, state: 'declined' as const, message: 'I am in class.' };
      const invitees = [{ ...declined, changedAt: invitee.changedAt + 1 }];
      bridge.tell('call', { callId: call.id, meetingId: call.meetingId, invitees });
    });
    await row.getByText('Declined').waitFor();
    await row.getByText('“I am in class.”').waitFor();
    await row.getByRole('button', { name: 'Ring Zoë Müller again' }).click();
    await row.getByText('Ringing').waitFor();
    await page.getByRole('button', { name: 'Stop all' }).click();
    await row.getByText('Stopped').waitFor();
  });

  it('asks before it rings a whole course, and refuses more than the bridge allows', async () => {
    const page = await adding();
    const unit = async (name: string, all: string): Promise<void> => {
      await page.getByRole('button', { name: 'Browse' }).click();
      await page.getByRole('treeitem', { name }).click();
      await page.getByRole('button', { name: all }).click();
    };
    await unit('Introduction to Signal Processing', 'All 148');
    await page.getByRole('button', { name: 'Ring', exact: true }).click();
    await page.getByText('This rings 148 people at once. Are you sure?').waitFor();
    assert.equal(await focused(page), 'Ring 148 people');
    assert.equal(await page.evaluate(() => window.scene.bridge.count('ring')), 0);
    await page.keyboard.press('Enter');
    await page.getByText('148 ringing').first().waitFor();
    const asked = await page.evaluate(() => window.scene.bridge.asked('ring')?.body);
    assert.equal(asked?.['confirmedSize'], 148);
    assert.ok(
      (await page.locator('li [data-state]').count()) < 40,
      'only those in sight are there',
    );

    await page.getByRole('tab', { name: 'Choose' }).click();
    await unit('School of Computing', 'All 1,204');
    await page.getByRole('button', { name: 'Ring', exact: true }).click();
    await page.getByText('This would ring 1,204 people. At most 500').waitFor();
  });

  it('offers nothing as a whole that the bridge would not ring', async () => {
    const { page } = await stage.show('meeting-pair');
    await page.evaluate(() => {
      const { world, bridge } = window.scene;
      if (world.campus) world.campus.whole = { departments: false, courseIds: [] };
      bridge.resume();
    });
    await page.waitForFunction(() => window.scene.bridge.count('listCalls') > 1);
    await page.locator('[data-control=people]').click();
    await page.locator('[data-control=add-people]').click();
    const all = page.getByRole('button', { name: /^All /u });
    const open = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Browse' }).click();
      await page.getByRole('treeitem', { name }).click();
      await page.getByRole('heading', { name }).waitFor();
    };
    for (const name of ['Introduction to Signal Processing', 'School of Computing']) {
      await open(name);
      assert.equal(await all.count(), 0, name);
    }
    await open('Lab group A');
    await all.waitFor();
  });

  const looks: View[] = [{}, { width: 375, height: 760, dark: true, locale: 'zh-CN' }];
  for (const view of looks) {
    it(`is open to everybody, in ${view.locale ?? 'English'}: nothing serious for axe, nothing cut off`, async () => {
      const { page, complaints } = await stage.show('calls-made', view);
      const phone = view.width !== undefined;
      if (phone) await page.locator('[data-control=more]').click();
      await page
        .locator('[data-control=people]')
        .or(page.getByRole('menuitem', { name: '参会者' }))
        .first()
        .click();
      await page.locator('[data-control=add-people]').click();
      for (const tab of [0, 1]) {
        await page.getByRole('tab').nth(tab).click();
        await page
          .getByRole('tabpanel')
          .getByRole(tab === 0 ? 'grid' : 'region')
          .waitFor();
        assert.deepEqual(await violations(page), []);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
          false,
        );
      }
      assert.deepEqual(complaints, []);
    });
  }

  it('offers people of the course alone where one may bring nobody else', async () => {
    const { page, complaints } = await stage.show('meeting-invites-nobody');
    await page.locator('[data-control=people]').click();
    await page.waitForFunction(() => window.scene.bridge.count('listCalls') > 0);
    await page.locator('[data-control=add-people]').click();
    await page.getByText('People of this course only.').waitFor();
    await page.getByRole('heading', { name: 'Introduction to Signal Processing' }).waitFor();
    await page.getByRole('button', { name: 'Browse' }).click();
    const tree = page.getByRole('tree');
    await tree.getByText('Lab group A').waitFor();
    assert.equal(await tree.getByRole('treeitem').count(), 2, 'the course and its group');
    const query = await page.evaluate(() => window.scene.bridge.asked('searchAddressBook')?.query);
    assert.deepEqual(Object.keys(query ?? {}), ['courseId']);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(complaints, []);
  });

  it('tells the caller of a refusal while the list is closed', async () => {
    const { page } = await stage.show('calls-made');
    await page.locator('[data-control=people]').waitFor();
    await page.waitForFunction(() => window.scene.bridge.count('listCalls') > 0);
    await page.evaluate(() => {
      const { bridge, world } = window.scene;
      const [call] = world.campus?.calls ?? [];
      const [invitee] = call?.invitees ?? [];
      if (!call || !invitee) throw new Error('nobody is rung');
      const invitees = [{ ...invitee, state: 'no-answer' as const, changedAt: Date.now() + 1 }];
      bridge.tell('call', { callId: call.id, meetingId: call.meetingId, invitees });
    });
    await page.getByRole('log').getByText('No answer').waitFor();
  });

  it('counts missed calls and calls back by one press', async () => {
    const { page } = await stage.show('calls-missed');
    await page.getByText('2 new missed calls').waitFor();
    await page.getByRole('button', { name: 'Call back: Ahmed Al-Rashid' }).click();
    await page
      .getByRole('button', { name: 'Join meeting' })
      .or(page.locator('[data-control=people]'))
      .first()
      .waitFor();
    await page.waitForFunction(() => window.scene.bridge.count('ring') === 1);
    const asked = await page.evaluate(() => window.scene.bridge.asked('ring')?.body);
    assert.deepEqual(asked, { personIds: ['00001002-0000-4000-8000-000000000000'] });
  });

  it('turns ringing off for an hour and on again, and keeps quiet hours', async () => {
    const { page } = await stage.show('calls-settings');
    await page.getByRole('button', { name: 'For one hour' }).click();
    await page.getByText('On until').waitFor();
    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByText('Off', { exact: true }).waitFor();
    await page.getByLabel('From').fill('23:30');
    await page.getByLabel('From').blur();
    await page.getByText('Saved').waitFor();
    const asked = await page.evaluate(() => window.scene.bridge.asked('changeRingSettings')?.body);
    assert.deepEqual(asked?.['quietHours'], { from: '23:30', to: '07:00' });
  });
});

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
