import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import {
  canRun,
  control,
  openCourse,
  openFixture,
  signIn,
  tabBy,
  printTrouble,
  type Fixture,
  type VisitorOptions,
  dataStructures,
} from './fixture.ts';
import { becomes } from '../../bridge/test/becomes.ts';
import { advancingPicture, hears } from './media.ts';

/** Small windows, and cheap cameras: the machine encodes and decodes everybody's picture. */
const small = { width: 800, height: 600, cameraLines: 360 } as const;
/** What the fifth and the sixth bring: two cores carry all six then. */
const smallest = { width: 480, height: 400, cameraLines: 180 } as const;

/** Somebody in the class: how they sign in, and what the others call them. */
interface Member {
  username: string;
  name: string;
}
const teacher: Member = { username: 't0001', name: '唐杰' };
const students: Member[] = [
  { username: 's202300001', name: '胡丽' },
  { username: 's202300002', name: '许勇' },
  { username: 's202300003', name: '李明' },
  { username: 's202300004', name: '马刚' },
  { username: 's202300005', name: '宋一诺' },
];

(canRun ? describe : describe.skip)('a class over two videobridges (stand-ins)', function () {
  let fixture: Fixture;
  /** Everybody who is in, with their tab. */
  const present = new Map<Member, Page>();

  const enter = async (member: Member, view: VisitorOptions = small): Promise<Page> => {
    const visitor = await signIn(fixture, member.username, view);
    const frame = await openCourse(fixture, visitor.page, dataStructures);
    const name = member === teacher ? 'Start meeting' : 'Join';
    const button = frame.getByRole('button', { name, exact: true });
    const tab = await tabBy(visitor, () => button.click());
    await tab.getByRole('button', { name: 'Join meeting' }).click();
    await control(tab, 'microphone').waitFor();
    present.set(member, tab);
    return tab;
  };
  const tabOf = (member: Member): Page => {
    const tab = present.get(member);
    assert(tab, `${member.name} is in`);
    return tab;
  };
  /** Everybody sees moving pictures of all others, and hears all of them. */
  const allTogether = async (): Promise<void> => {
    await Promise.all([...present].map(([member, tab]) => seesAndHears(member, tab)));
  };
  const seesAndHears = async (member: Member, tab: Page): Promise<void> => {
    for (const other of present.keys()) {
      if (other !== member) await advancingPicture(tab, other.name);
    }
    await hears(tab, present.size - 1);
  };

  before(async () => {
    fixture = await openFixture();
    await enter(teacher);
    await enter(students[0]!);
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  /** How many of the class each bridge carries, as the focus shows it to IT. */
  const spread = async (): Promise<number[]> => {
    const answer = await fetch(`${fixture.demo.media.focus.httpUrl}/debug`);
    const shown = (await answer.json()) as {
      bridge_selector: { bridge: Record<string, { endpoints: number }> };
    };
    const bridges = Object.values(shown.bridge_selector.bridge);
    return bridges.map(({ endpoints }) => endpoints).sort();
  };
  const leave = async (member: Member): Promise<void> => {
    await tabOf(member).getByRole('button', { name: 'Leave' }).click();
    await tabOf(member).getByText('You left the meeting').waitFor();
    await tabOf(member).context().close();
    present.delete(member);
  };

  it('of three: from browser to browser over to the bridges, everybody sees and hears everybody', async () => {
    await allTogether();
    await enter(students[1]!);
    await allTogether();
  });

  it('is told how everybody’s connection is, in figures', async () => {
    const tab = tabOf(teacher);
    await control(tab, 'people').click();
    for (const [whom, title] of [
      [students[1]!.name, `Connection of ${students[1]!.name}`],
      [teacher.name, 'Your connection'],
    ] as const) {
      await tab.getByRole('button', { name: `Actions for ${whom}` }).click();
      await tab.getByRole('menuitem', { name: 'Connection' }).click();
      const card = tab.getByRole('dialog', { name: title });
      // The library measures every ten seconds.
      for (const figure of [
        /bit\/s/u,
        /\d%/u,
        /\d ms/u,
        /\d × \d+, \d+ fps/u,
        'over a videobridge',
      ])
        await card.getByText(figure).first().waitFor();
      await tab.keyboard.press('Escape');
    }
    await control(tab, 'people').click();
  });

  it('sees a shared screen move, and the camera again afterwards', async () => {
    await control(tabOf(teacher), 'share').click();
    for (const student of students.slice(0, 2)) {
      const shown = { kind: 'share' };
      await advancingPicture(tabOf(student), /is sharing/u, shown);
      await hears(tabOf(student), 2);
    }
    await control(tabOf(teacher), 'share').click();
    await allTogether();
  });

  it('has somebody back after a reload', async () => {
    await tabOf(students[0]!).reload();
    await allTogether();
  });

  it('of four is spread over both bridges', async () => {
    await enter(students[2]!);
    await allTogether();
    await becomes(spread, [2, 2]);
  });

  it('goes on when a bridge is killed: its people are called to the other one', async () => {
    const [first] = fixture.demo.media.videobridges;
    assert(first);
    await first.kill();
    await becomes(spread, [4]);
    await allTogether();
    await first.restart();
  });

  it('goes on when a bridge is drained and its people are moved: it is on the other one then', async () => {
    const { focus, videobridges } = fixture.demo.media;
    const [, second] = videobridges;
    assert(second);
    const drain = (word: string) =>
      fetch(`${second.httpUrl}/colibri/drain/${word}`, { method: 'POST' });
    await drain('enable');
    const move = `move-endpoints/move-endpoints?bridge=${second.id}&numEndpoints=4`;
    await fetch(`${focus.httpUrl}/${move}`);
    await becomes(spread, [0, 4]);
    await allTogether();
    await drain('disable');
  });

  it('of six sees and hears each other', async () => {
    await enter(students[3]!, smallest);
    await enter(students[4]!, smallest);
    await allTogether();
  });

  it('of two is from browser to browser again, and back on the bridges with the third', async () => {
    for (const member of [...present.keys()].slice(2)) await leave(member);
    await allTogether();
    await enter(students[1]!);
    await allTogether();
  });
});
