import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import {
  canRun,
  openCourse,
  openFixture,
  signIn,
  tabBy,
  printTrouble,
  type Fixture,
  type Visitor,
  dataStructures,
  teacherName,
} from './fixture.ts';
import { tells } from './passing.ts';
import { advancingPicture, hears } from './media.ts';

const firstName = '胡丽';
const secondName = '许勇';

const control = (page: Page, name: string) => page.locator(`[data-control=${name}]`);
const ringing = (where: Page | Frame) => where.getByRole('alertdialog');
/** How many of these frames say that they have the bell: one rings aloud for all tabs of a browser. */
const bells = async (frames: Frame[]): Promise<number> => {
  const heard = frames.map((frame) =>
    frame.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const channel = new BroadcastChannel('campus-meet.bell');
          channel.addEventListener(
            'message',
            ({ data }: MessageEvent<{ kind: string; id: string }>) => {
              if (data.kind === 'mine') resolve(data.id);
            },
          );
        }),
    ),
  );
  return new Set(await Promise.all(heard)).size;
};

(canRun ? describe : describe.skip)('calling people into a meeting', function () {
  let fixture: Fixture;
  let teacher: Visitor;
  let first: Visitor;
  let second: Visitor;
  let room: Page;
  let firstRoom: Page;
  let frames: Frame[];
  let phone: Frame;

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, 't0001');
    first = await signIn(fixture, 's202300001');
    second = await signIn(fixture, 's202300002', { width: 375, height: 760 });
    const frame = await openCourse(fixture, teacher.page, dataStructures);
    const start = frame.getByRole('button', { name: 'Start meeting' });
    [room] = await Promise.all([teacher.context.waitForEvent('page'), start.click()]);
    await room.getByRole('button', { name: 'Join meeting' }).click();
    await control(room, 'microphone').waitFor();
    const otherTab = await first.context.newPage();
    frames = [
      await openCourse(fixture, first.page, dataStructures),
      await openCourse(fixture, otherTab, dataStructures),
    ];
    phone = await openCourse(fixture, second.page, dataStructures);
    for (const one of [...frames, phone]) await one.getByText('Live now').waitFor();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  const row = (name: string) =>
    room.getByRole('listitem').filter({ hasText: name, has: room.locator('[data-state]') });

  it('finds two students and rings them from the participants’ list', async () => {
    await control(room, 'people').click();
    await control(room, 'add-people').click();
    const field = room.getByLabel('Search the address book');
    for (const [typed, name] of [
      ['202300001', firstName],
      ['202300002', secondName],
    ] as const) {
      await field.fill(typed);
      await room.getByRole('gridcell', { name }).first().getByRole('button').click();
      await room.getByRole('button', { name: `Take ${name} out` }).waitFor();
    }
    await room.getByRole('button', { name: 'Ring 2 people' }).click();
    await row(firstName).getByText('Ringing', { exact: true }).waitFor();
    await row(secondName).getByText('Ringing', { exact: true }).waitFor();
  });

  it('rings on both tabs of the one, aloud in one of them, and over the phone’s whole page', async () => {
    for (const frame of frames)
      await ringing(frame).getByText(`${teacherName} is calling`).waitFor();
    assert.equal(await bells(frames), 1);
    await ringing(phone).waitFor();
    const box = await ringing(phone).boundingBox();
    const frame = await second.page.locator('iframe#contentframe').boundingBox();
    assert.ok(box && frame && box.width >= frame.width - 2, JSON.stringify([box, frame]));
  });

  it('stops on both by one answer, and goes straight in with voice only', async () => {
    const [answering, other] = frames;
    assert.ok(answering && other);
    const press = ringing(answering).getByRole('button', { name: 'Answer with voice only' });
    [firstRoom] = await Promise.all([first.context.waitForEvent('page'), press.click()]);
    await other.getByText('Answered on another device').waitFor();
    await ringing(answering).waitFor({ state: 'detached' });
    await row(firstName).getByText('Answered').waitFor();
    await control(firstRoom, 'camera').waitFor();
    assert.equal(await control(firstRoom, 'camera').getAttribute('aria-label'), 'Start camera');
    await advancingPicture(firstRoom, teacherName);
    await hears(room, 1);
  });

  it('shows the caller who declined, and with which words', async () => {
    await ringing(phone).getByRole('button', { name: 'Decline with a message' }).click();
    await phone.getByRole('button', { name: 'Give me ten minutes.' }).click();
    await ringing(phone).waitFor({ state: 'detached' });
    await row(secondName).getByText('Declined').waitFor();
    await row(secondName).getByText('“Give me ten minutes.”').waitFor();
  });

  it('rings on after a reload, and until the caller stops it', async () => {
    await row(secondName)
      .getByRole('button', { name: `Ring ${secondName} again` })
      .click();
    await ringing(phone).waitFor();
    phone = await openCourse(fixture, second.page, dataStructures);
    await ringing(phone).getByText(`${teacherName} is calling`).waitFor();
    const stop = row(secondName).getByRole('button', { name: `Stop ringing ${secondName}` });
    await tells(phone, [`${teacherName} stopped calling`], () => stop.click());
    await row(secondName).getByText('Stopped').waitFor();
  });

  it('ends by itself after 45 seconds, and both sides know', async () => {
    await row(secondName)
      .getByRole('button', { name: `Ring ${secondName} again` })
      .click();
    await ringing(phone).waitFor();
    await row(secondName).getByText('No answer').waitFor();
    await phone.getByText(`Missed call from ${teacherName}`).waitFor();
  });

  it('is kept among the missed calls at home; calling back rings the caller', async () => {
    const press = phone.getByRole('button', { name: 'All my meetings' });
    const home = await tabBy(second, () => press.click());
    await home.getByRole('link', { name: /Missed calls/u }).click();
    await home.getByText(teacherName).first().waitFor();
    await room.keyboard.press('Escape');
    await room.getByRole('button', { name: 'Leave' }).click();
    await room.getByRole('menuitem', { name: 'End for all' }).click();
    await room.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
    await home
      .getByRole('button', { name: `Call back: ${teacherName}` })
      .first()
      .click();
    await home.waitForURL(/\/meeting\//u);
    await control(home, 'microphone').waitFor();
    const course = await openCourse(fixture, teacher.page, dataStructures);
    await ringing(course)
      .getByText(/is calling/u)
      .waitFor();
  });
});
