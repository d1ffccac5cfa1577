import type { RunningBridge } from './call-fixture.ts';
import { runBridge } from './call-fixture.ts';
import { campus, type Actor } from './campus.ts';
import { closeFirst } from './databases.ts';
import { startMoodleReplay } from './moodle-replay.ts';
import { PushFixture } from './push-fixture.ts';
import { smtpFixture } from './smtp-fixture.ts';
import { startCourseMeeting } from '../src/features/meetings/contract.ts';
import { changeNoticeSettings, subscribe } from '../src/features/notifications/sending/contract.ts';
import { systemClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';

/** A course with a teacher and four students, a bridge, and real providers of mail, web push and Moodle messages. */
export async function notificationFixture(db: Database, more: Record<string, string> = {}) {
  const mail = smtpFixture();
  const browser = new PushFixture();
  const moodle = await startMoodleReplay();
  await mail.start();
  await browser.start();
  closeFirst(async () => {
    await Promise.all([mail.stop(), browser.stop(), moodle.stop()]);
  });
  const settings = {
    SMTP_URL: `smtp://127.0.0.1:${mail.port()}`,
    SMTP_TLS: 'none',
    MAIL_FROM: 'meetings@uni.test',
    MOODLE_URL: moodle.wwwroot,
    MOODLE_TOKEN: 't0ken-of-moodle',
    MOODLE_MESSAGES: 'true',
    WEB_PUSH_ALLOW_PRIVATE: 'true',
    ...more,
  };
  const open = () => runBridge(db, systemClock, settings);
  const bridge = await open();
  const people = campus(db, systemClock);
  const person = async (name: string, locale: string | null) => {
    const actor = await people.person(name);
    const email = `${actor.id}@uni.test`;
    await db('people').where({ id: actor.id }).update({ email, locale });
    const account = { realm: moodle.wwwroot, external_id: `${++accounts}`, person_id: actor.id };
    await db('person_accounts').insert(account);
    return actor;
  };
  let accounts = 0;
  const teacher = await person('林 <b>芳</b>', 'zh-CN');
  const first = await person('王小明', 'zh-CN');
  const second = await person('Anna Müller', 'en');
  const third = await person('Sam', null);
  const fourth = await person('Li', 'en');
  const course = await people.course(teacher, [first, second, third, fourth]);
  return {
    db,
    mail,
    browser,
    moodle,
    open,
    bridge,
    people,
    course,
    teacher,
    first,
    second,
    third,
    fourth,
    subscribed: (who: Actor, locale = 'en') =>
      bridge.ask(who, subscribe, { body: { subscription: browser.subscription, locale } }),
    wants: (who: Actor, ways: Record<string, boolean>) =>
      bridge.ask(who, changeNoticeSettings, { body: ways }),
    starts: (on: RunningBridge = bridge, body: object = {}) =>
      on.ask(teacher, startCourseMeeting, { params: { courseId: course.id }, body }),
    /** Until people were told that the class has started. */
    notified: async () => {
      for (;;) {
        const rows = await db<{ meeting_id: string }>('meeting_notices');
        if (rows.length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    /** Until every message has left the outbox. */
    settled: async () => {
      for (;;) {
        const waiting = await db<{ state: string }>('outbox').where({ state: 'waiting' });
        if (waiting.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
