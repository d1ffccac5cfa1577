import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { becomes } from '../../bridge/test/becomes.ts';
import {
  canRun,
  control,
  openCourse,
  openFixture,
  printTrouble,
  signIn,
  tabBy,
  type Fixture,
  type Visitor,
  dataStructures,
  teacherName,
  studentName,
} from './fixture.ts';
import { advancingPicture, hears, pictures, voices } from './media.ts';

const small = { width: 800, height: 600, cameraLines: 180 } as const;
const unruled = { microphone: true, camera: true, share: true, chat: 'everybody' };

/**
 * A panel that was tampered with: it hears of no rules, obeys no mute, and shows whatever arrives. What it cannot do
 * nevertheless, the servers keep it from.
 */
async function tamperWith(context: BrowserContext): Promise<void> {
  await context.route(/\/api\/meetings\/[^/]+\/rules$/u, async (route) => {
    const answer = await route.fetch();
    const told = (await answer.json()) as object;
    await route.fulfill({ json: { ...told, permissions: unruled, lecture: false } });
  });
  await context.routeWebSocket(/\/live\//u, (page) => {
    const bridge = page.connectToServer();
    bridge.onMessage((text) => {
      if (!String(text).includes('"rules"')) page.send(text);
    });
  });
  await context.routeWebSocket(/\/xmpp-websocket/u, (page) => {
    const prosody = page.connectToServer();
    prosody.onMessage((stanza) => {
      if (!String(stanza).includes('<mute ')) {
        page.send(String(stanza).replace(/<startmuted [^>]*\/>/u, ''));
      }
    });
  });
}

(canRun ? describe : describe.skip)('lecture mode, kept by the servers (stand-ins)', function () {
  let fixture: Fixture;
  let teacher: Page;
  let student: Page;
  let watcher: Page;

  const openTab = async (visitor: Visitor, button: string): Promise<Page> => {
    const frame = await openCourse(fixture, visitor.page, dataStructures);
    return tabBy(visitor, () => frame.getByRole('button', { name: button, exact: true }).click());
  };
  const comeIn = async (tab: Page): Promise<Page> => {
    await tab.getByRole('button', { name: 'Join meeting' }).click();
    await control(tab, 'microphone').waitFor();
    return tab;
  };
  const tampered = async (username: string): Promise<Page> => {
    const visitor = await signIn(fixture, username, small);
    await tamperWith(visitor.context);
    return comeIn(await openTab(visitor, 'Join'));
  };

  before(async () => {
    fixture = await openFixture();
    teacher = await comeIn(
      await openTab(await signIn(fixture, 't0001', { cameraLines: 180 }), 'Start meeting'),
    );
    student = await tampered('s202300001');
    watcher = await tampered('s202300002');
    await advancingPicture(watcher, studentName);
    await hears(watcher, 2);
    await control(teacher, 'people').click();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  const lecture = async (does: 'Start' | 'End'): Promise<void> => {
    await control(teacher, 'more').click();
    await teacher.getByRole('menuitem', { name: `${does} lecture mode` }).click();
  };
  const act = async (action: string): Promise<void> => {
    await teacher.getByRole('button', { name: `Actions for ${studentName}` }).click();
    await teacher.getByRole('menuitem', { name: action }).click();
  };
  const framesOf = async (name: string): Promise<number> =>
    (await pictures(watcher)).find((picture) => picture.name === name)?.frames ?? 0;
  /** Nothing of the student arrives at the watcher, while the teacher is heard and seen. */
  const isKeptFrom = async (): Promise<void> => {
    await becomes(async () => {
      const before = await framesOf(studentName);
      await watcher.waitForTimeout(3000);
      return (await framesOf(studentName)) - before;
    }, 0);
    await becomes(() => voices(watcher, 2), 1);
    await advancingPicture(watcher, teacherName);
  };
  const gets = async (): Promise<void> => {
    await advancingPicture(watcher, studentName);
    await hears(watcher, 2);
  };
  const isOn = (tab: Page, what: 'microphone' | 'camera'): Promise<void> =>
    tab
      .locator(
        `[data-control=${what}][aria-label="${what === 'camera' ? 'Stop camera' : 'Mute microphone'}"]`,
      )
      .waitFor();

  it('stops a student who goes on sending, whatever the panel does', async () => {
    await lecture('Start');
    await isKeptFrom();
    await isOn(student, 'camera');
    await isOn(student, 'microphone');
    await isOn(teacher, 'microphone');
  });

  it('lets through whoever is called up, and stops them when their turn is over', async () => {
    await act('Call up');
    await gets();
    await act('End their turn');
    await isKeptFrom();
  });

  it('holds after a reload: for whoever is called up, and for whoever is not', async () => {
    await student.reload();
    await isOn(student, 'camera');
    await isKeptFrom();
    await act('Call up');
    await gets();
    await student.reload();
    await isOn(student, 'camera');
    await gets();
    await act('End their turn');
    await isKeptFrom();
  });

  it('ends for all: everybody may send again, and the focus keeps nothing of it', async () => {
    await lecture('End');
    await gets();
    const shown = await (await fetch(`${fixture.demo.media.focus.httpUrl}/debug?full=true`)).text();
    assert.doesNotMatch(shown, /"enabled":true/u);
  });
});
