import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { enrolmentsOf, isActive } from '../../plugin/demo-campus/campus.ts';
import {
  canRun,
  openActivity,
  openCourse,
  openFixture,
  signIn,
  type Fixture,
  type Visitor,
} from './fixture.ts';
import { advancingPicture } from './media.ts';

/** Activities of "Circuits & Signals", by what their frames grant. */
const full = 23;
const none = 24;
const circuits = 10;

const startIn = (frame: Frame) => frame.getByRole('button', { name: 'Start meeting' });

(canRun ? describe : describe.skip)('the course panel in frames of every kind', function () {
  let fixture: Fixture;
  let teacher: Visitor;

  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());
  beforeEach(async () => {
    teacher = await signIn(fixture, 't0016');
  });
  afterEach(async () => {
    await teacher.context.close();
  });

  const endFrom = async (frame: Frame): Promise<void> => {
    await frame.getByRole('button', { name: 'End for all' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
    await startIn(frame).waitFor();
  };

  it('runs the meeting in place where the frame grants everything', async () => {
    const frame = await openActivity(fixture, teacher.page, full);
    await startIn(frame).click();
    await frame.getByRole('button', { name: 'Join meeting' }).click();
    await frame.locator('[data-control=share]').waitFor();
    assert.equal(teacher.context.pages().length, 1, 'no tab was opened');
    await frame.getByRole('button', { name: 'Leave' }).click();
    await frame.getByRole('menuitem', { name: 'End for all' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
    await frame.getByText('You ended the meeting').waitFor();
  });

  it('names a frame without camera and microphone, and opens the meeting outside of it', async () => {
    const frame = await openActivity(fixture, teacher.page, none);
    await frame.getByText('This page may not use your camera and microphone').waitFor();
    const [tab] = await Promise.all([teacher.context.waitForEvent('page'), startIn(frame).click()]);
    await tab.getByRole('button', { name: 'Join meeting' }).click();
    await tab.locator('[data-control=share]').waitFor();
    await tab.close();
    await endFrom(frame);
  });

  it('keeps its hold on the tab that it opened: goes to it, and offers to join when it is closed', async () => {
    const frame = await openCourse(fixture, teacher.page, circuits);
    const [tab] = await Promise.all([teacher.context.waitForEvent('page'), startIn(frame).click()]);
    await tab.getByRole('button', { name: 'Join meeting' }).click();
    await tab.locator('[data-control=share]').waitFor();
    await frame.getByText('You are in this meeting in another tab.').waitFor();
    await teacher.page.bringToFront();
    await frame.getByRole('button', { name: 'Go to the meeting tab' }).click();
    await tab.waitForFunction(() => document.visibilityState === 'visible');
    await tab.close();
    await frame.getByRole('button', { name: 'Join', exact: true }).waitFor();
    await endFrom(frame);
  });

  it('offers a link that works where the browser blocks the new tab', async () => {
    const frame = await openCourse(fixture, teacher.page, circuits);
    await frame.evaluate(() => {
      window.open = () => null;
    });
    await startIn(frame).click();
    await frame.getByText('Your browser blocked the new tab').waitFor();
    const [tab] = await Promise.all([
      teacher.context.waitForEvent('page'),
      frame.getByRole('link', { name: 'Open the meeting here' }).click(),
    ]);
    await tab.getByRole('button', { name: 'Join meeting' }).click();
    await tab.locator('[data-control=microphone]').waitFor();
    await tab.close();
    await endFrom(frame);
  });

  it('says that picture and sound wait for a videobridge when a third person comes and all are down', async () => {
    const frame = await openCourse(fixture, teacher.page, circuits);
    await startIn(frame).waitFor();
    const joinAs = async (visitor: Visitor, press: () => Promise<void>): Promise<Page> => {
      const [tab] = await Promise.all([visitor.context.waitForEvent('page'), press()]);
      await tab.getByRole('button', { name: 'Join meeting' }).click();
      await tab.locator('[data-control=microphone]').waitFor();
      return tab;
    };
    for (const videobridge of fixture.demo.media.videobridges) await videobridge.kill();
    const first = await joinAs(teacher, () => startIn(frame).click());
    const others = await Promise.all(
      enrolmentsOf(fixture.demo.campus, circuits)
        .filter((enrolment) => enrolment.role === 'student' && isActive(enrolment, Date.now()))
        .slice(0, 2)
        .map(({ personId }) => fixture.demo.campus.people.get(personId)?.username ?? '')
        .map((username) => signIn(fixture, username)),
    );
    const tabs: Page[] = [];
    for (const other of others) {
      const theirs = await openCourse(fixture, other.page, circuits);
      const join = theirs.getByRole('button', { name: 'Join', exact: true });
      await join.waitFor();
      tabs.push(await joinAs(other, () => join.click()));
      if (tabs.length === 1) await advancingPicture(first, /./u);
    }
    for (const page of [first, ...tabs]) {
      await page.getByText('Sound and picture are not available right now').waitFor();
    }
    await tabs[1]?.close();
    await first
      .getByText('Sound and picture are not available right now')
      .waitFor({ state: 'detached' });
    await advancingPicture(first, /./u);
    await Promise.all(others.map(({ context }) => context.close()));
    await first.close();
    await endFrom(frame);
  });
});
