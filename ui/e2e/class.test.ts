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
} from './fixture.ts';
import { advancingPicture, hears } from './media.ts';

const dataStructures = 2;
/** Small windows: the machine encodes and decodes everybody's picture. */
const size = { width: 800, height: 600 };

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

  const enter = async (member: Member): Promise<Page> => {
    const visitor = await signIn(fixture, member.username, size);
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
    for (const [member, tab] of present) {
      for (const other of present.keys()) {
        if (other !== member) await advancingPicture(tab, other.name, { patience: 60_000 });
      }
      await hears(tab, present.size - 1);
    }
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

  it('of three: from browser to browser over to the bridges, everybody sees and hears everybody', async () => {
    await allTogether();
    await enter(students[1]!);
    await allTogether();
  });
});
