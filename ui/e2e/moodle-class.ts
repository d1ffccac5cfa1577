import type { Frame, Page } from 'playwright-core';
import type { ToldEvent } from '../../bridge/test/relay.ts';
import { frameOf, type Fixture } from './fixture.ts';

/** Course and activity of the demo that Moodle's plugin has. */
export const course = 2;
const activity = 201;

/** From when to when somebody was in, milliseconds since 1970. */
interface Stay {
  from: number;
  to: number;
}

/** Opens the activity's page; answers the panel's frame in it. */
export async function openClass({ demo }: Fixture, page: Page): Promise<Frame> {
  await page.goto(`${demo.addresses.campus}/mod/campusmeet/view.php?id=${activity}`);
  const frame = await frameOf(page, 'campus-meet[panel=course] iframe');
  await frame.waitForURL(/\/course\//u);
  return frame;
}

/** The ringer in a corner of any other page, once it rings. */
export async function ringerOn(page: Page): Promise<Frame> {
  const frame = await frameOf(page, 'campus-meet[panel=ringer] iframe');
  await frame.getByRole('alertdialog').waitFor();
  return frame;
}

/** When somebody was in a room by the conference server's own word, each connection by itself. */
export function staysOf(told: readonly ToldEvent[], userId: string): Stay[] {
  const own = told.filter(({ occupant }) => occupant?.userId === userId);
  return own
    .filter(({ type }) => type === 'occupant-joined')
    .map(({ at, occupant }) => {
      const left = own.find(
        (one) => one.type === 'occupant-left' && one.occupant?.jid === occupant?.jid,
      );
      return { from: at, to: left?.at ?? Number.NaN };
    });
}

/** How much of these lies after `from`, milliseconds. */
export const lengthAfter = (stays: readonly Stay[], from: number): number =>
  stays.reduce((sum, stay) => sum + Math.max(0, stay.to - Math.max(stay.from, from)), 0);

const timeZone = 'Asia/Shanghai';

/** Day and time of a moment as the fields of a form take them. */
export function wallClock(at: number): { date: string; time: string } {
  const [date = '', time = ''] = new Date(at + 8 * 3_600_000).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
}

/** A stay as the attendance page writes it, to the second. */
export function shownStay({ from, to }: Stay, language: 'en' | 'zh-CN'): string {
  const clock = (at: number) =>
    new Intl.DateTimeFormat(language, {
      timeZone,
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
    }).format(at);
  return plain(`${clock(from)} – ${clock(to)}`);
}

/** Text with every sort of space as an ordinary one, one at a time. */
export const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
