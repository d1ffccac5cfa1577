import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Rules } from '../../bridge/src/features/meetings/moderation/contract.ts';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { fakePersonId } from '../src/adapters/fake/people.ts';
import { openStage, type Stage } from './stage.ts';
import { meetingId } from '../scenes/people.ts';

const program = chromiumAt();
const everything = { microphone: true, camera: true, share: true, chat: 'everybody' } as const;

(program ? describe : describe.skip)('powers in the meeting', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  const calls = (name: string) =>
    page.evaluate(
      (wanted) => window.scene.conference.calls.filter(([called]) => called === wanted),
      name,
    );
  const asked = (operation: string) =>
    page.evaluate((which) => window.scene.bridge.asked(which), operation);
  const rule = (rules: Rules) =>
    page.evaluate((told) => window.scene.bridge.tell('rules', told), { meetingId, rules });
  const labelled = (name: string, label: string) =>
    page.locator(`[data-control="${name}"][aria-label="${label}"]`).waitFor();
  const act = async (whom: string, action: string) => {
    await page.getByRole('button', { name: `Actions for ${whom}` }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };

  it('a host whom the LMS lets invite nobody has no control for it; others do', async () => {
    for (const [scene, count] of [
      ['meeting-pair', 1],
      ['meeting-invites-nobody', 0],
    ] as const) {
      ({ page } = await stage.show(scene));
      await page.locator('[data-control="people"]').click();
      await page.locator('[data-control="mute-all"]').waitFor();
      await page.waitForFunction(
        () => window.scene.bridge.asked('getSeriesOfMeeting') !== undefined,
      );
      const invite = page.locator('[data-control="invite"]');
      if (count === 1) await invite.waitFor();
      assert.equal(await invite.count(), count, scene);
    }
    ({ page } = await stage.show('home-invites-nobody'));
    await page.locator('.row .more').first().click();
    await page.getByRole('menuitem', { name: 'Copy invitation' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: 'Invite' }).count(), 0);
  });

  it('who cannot open a meeting to more people reads who may come in, and why; others choose', async () => {
    const edits = async (scene: 'home' | 'home-invites-nobody', scope?: 'campus') => {
      ({ page } = await stage.show(scene));
      await page.evaluate((wider) => {
        for (const { admission } of window.scene.world.admission?.series ?? [])
          if (wider) admission.scope = wider;
      }, scope);
      await page.locator('.row .more').first().click();
      await page.getByRole('menuitem', { name: 'Change' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Who may come in').waitFor();
      return dialog;
    };
    const choices = (dialog: Awaited<ReturnType<typeof edits>>) =>
      dialog.getByRole('combobox', { name: 'Who may come in' }).locator('option').allTextContents();
    const fixed = await edits('home-invites-nobody');
    assert.deepEqual(await choices(fixed), []);
    await fixed.getByText('Invited people only').waitFor();
    await fixed.getByText('you may not invite people from outside').waitFor();
    const narrower = await edits('home-invites-nobody', 'campus');
    assert.equal((await choices(narrower)).length, 2);
    assert.equal((await choices(await edits('home'))).length, 3);
  });

  it('what is forbidden is off at once and says why; keys and presses change nothing', async () => {
    ({ page } = await stage.show('meeting-lecture'));
    await labelled('microphone', 'Mute microphone');
    const permissions = { ...everything, microphone: false, share: false };
    await rule({ permissions, exempt: [], spotlight: [], locked: false, lecture: false });
    await labelled('microphone', 'Microphones are not allowed by the hosts now');
    await labelled('share', 'Sharing is not allowed by the hosts now');
    await labelled('camera', 'Stop camera');
    const before = (await calls('setMicrophone')).length;
    await page.keyboard.press('m');
    await page.locator('[data-control="microphone"]').click({ force: true });
    await page.keyboard.press('s');
    assert.equal((await calls('setMicrophone')).length, before);
    assert.deepEqual(await calls('startShare'), []);
    await rule({
      permissions: everything,
      exempt: [],
      spotlight: [],
      locked: false,
      lecture: false,
    });
    await labelled('microphone', 'Unmute microphone');
  });

  it('does not bind the exempt, nor hosts', async () => {
    ({ page } = await stage.show('meeting-forbidden'));
    await labelled('microphone', 'Microphones are not allowed by the hosts now');
    const me = await page.evaluate(() => window.scene.world.session?.person.id ?? '');
    const permissions = { ...everything, microphone: false };
    await rule({ permissions, exempt: [me], spotlight: [], locked: false, lecture: false });
    await labelled('microphone', 'Unmute microphone');
    await rule({ permissions, exempt: [], spotlight: [], locked: false, lecture: false });
    await labelled('microphone', 'Microphones are not allowed by the hosts now');
    await page.evaluate((told) => window.scene.bridge.tell('role', told), {
      meetingId,
      role: 'host',
    } as const);
    await labelled('microphone', 'Unmute microphone');
  });

  it('a host’s panel mutes who sends what is forbidden, each once for as long as it is on', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await labelled('microphone', 'Mute microphone');
    const permissions = { ...everything, microphone: false };
    const muted = (times: number) =>
      page.waitForFunction((count) => {
        const all = window.scene.conference.calls.filter(([name]) => name === 'muteParticipant');
        return all.length === count;
      }, times);
    const unmute = () =>
      page.evaluate(() => window.scene.conference.director.unmute('p004', 'audio'));
    await rule({ permissions, exempt: [], spotlight: [], locked: false, lecture: false });
    await muted(1);
    await unmute();
    await muted(2);
    // p000 speaks too, and is a host.
    assert.deepEqual((await calls('muteParticipant'))[1], [
      'muteParticipant',
      'p004',
      'microphone',
    ]);
    await rule({
      permissions,
      exempt: [fakePersonId(4)],
      spotlight: [],
      locked: false,
      lecture: false,
    });
    await unmute();
    await page
      .locator('[data-participant="p004"]')
      .getByText('Microphone off')
      .waitFor({ state: 'detached' });
    await muted(2);
  });

  it('mutes all, with or without leave to unmute, and gives it back', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.locator('[data-control="people"]').click();
    await page.locator('[data-control="mute-all"]').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Mute all' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    assert.deepEqual(await calls('muteParticipant'), [['muteParticipant', 'p004', 'microphone']]);
    assert.equal(await asked('changePermissions'), undefined);
    await page.locator('[data-control="mute-all"]').click();
    await page.getByLabel('They cannot unmute themselves').check();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Mute all' }).click();
    await page.getByRole('button', { name: 'Allow to unmute' }).click();
    await page.locator('[data-control="mute-all"]').waitFor();
    assert.deepEqual((await asked('changePermissions'))?.body, { microphone: true });
  });

  it('asks: the reader can agree, or not now', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.keyboard.press('m');
    await labelled('microphone', 'Unmute microphone');
    const ask = () =>
      page.evaluate(() => {
        const by = { medium: 'microphone', by: 'p000', at: Date.now() } as const;
        window.scene.conference.director.tell({ kind: 'asked', ...by });
      });
    await ask();
    await page.getByText('王芳 asks you to unmute').waitFor();
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByText('王芳 asks you to unmute').waitFor({ state: 'detached' });
    await ask();
    await page.getByRole('status').getByRole('button', { name: 'Unmute microphone' }).click();
    await labelled('microphone', 'Mute microphone');
  });

  it('calls upon somebody who may not: they are exempt, then asked', async () => {
    ({ page } = await stage.show('meeting-ruled'));
    const personId = '00000044-0000-4000-8000-000000000000';
    await page.evaluate((known) => {
      const change = { personId: known };
      window.scene.conference.director.tell({ kind: 'participant-updated', id: 'p001', change });
    }, personId);
    await page.locator('[data-control="people"]').click();
    await act('Zoë Müller-Lüdenscheidt', 'Ask to unmute');
    await page.getByText('May speak and share').waitFor();
    assert.deepEqual((await asked('setExempt'))?.body, { exempt: true });
    assert.deepEqual(await calls('ask'), [['ask', 'p001', 'microphone']]);
    await act('Zoë Müller-Lüdenscheidt', 'The rules apply again');
    await page.getByText('May speak and share').waitFor({ state: 'detached' });
  });

  it('shows a refusal of the bridge in words', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.evaluate(() => {
      window.scene.world.failing['setRole'] = 'meeting/host-protected';
      const change = { personId: '00000044-0000-4000-8000-000000000000' };
      window.scene.conference.director.tell({ kind: 'participant-updated', id: 'p000', change });
    });
    await page.locator('[data-control="people"]').click();
    await act('王芳', 'No longer host');
    await page.getByRole('alert').waitFor();
  });

  it('tells reactions in one line, and shows them over the picture, in the list and as a count', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    await page.locator('[data-control="people"]').click();
    await page.locator('[data-control="react"]').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    assert.deepEqual(await calls('react'), [['react', 'applause']]);
    await page.evaluate(() => {
      const { director } = window.scene.conference;
      for (const id of ['p001', 'p002']) director.react(id, 'applause');
    });
    const applause = '[data-reaction="applause"]';
    await page.locator(`.tally:has(${applause})`, { hasText: '3' }).waitFor();
    await page.locator(`.tile[data-participant="p001"] ${applause}`).waitFor();
    await page
      .getByRole('listitem')
      .filter({ has: page.locator(applause) })
      .first()
      .waitFor();
    await page.getByRole('log').getByText('2 people react.').waitFor();
    await page.locator('.tally').waitFor({ state: 'detached' });
  });

  it('closes the reactions after a choice, on Escape and on a press elsewhere', async () => {
    ({ page } = await stage.show('meeting-seminar'));
    const menu = page.getByRole('menu');
    const open = () => page.locator('[data-control="react"]').click();
    for (const close of [
      () => page.getByRole('menuitem', { name: 'Heart' }).click(),
      () => page.keyboard.press('Escape'),
      () => page.locator('h1').click(),
    ]) {
      await open();
      await menu.waitFor();
      assert.equal(await menu.locator('svg[data-reaction]').count(), 6);
      assert.doesNotMatch(await menu.innerText(), /\p{Emoji_Presentation}/u);
      await close();
      await menu.waitFor({ state: 'detached' });
    }
    assert.deepEqual(await calls('react'), [['react', 'heart']]);
  });
});
