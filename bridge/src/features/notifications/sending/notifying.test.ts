import assert from 'node:assert/strict';
import { testSealing } from '../../../../test/bridge-settings.ts';
import pino from 'pino';
import { forEachDatabase } from '../../../../test/databases.ts';
import { shippedTemplates } from '../../../../test/shipped-templates.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { createEvents } from '../../../kernel/events.ts';
import type { Posting } from '../outbox/index.ts';
import { createClassStarted } from './class-started.ts';
import { createNotificationSettingsRepository } from './settings-repository.ts';
import { createSubscriptionRepository } from './subscription-repository.ts';
import type { BegunMeeting } from './ports.ts';

const person = (personId: string) => ({
  personId,
  displayName: personId,
  email: `${personId}@uni.test`,
  locale: 'en',
  timezone: null,
});

function fixture(db: Database) {
  const clock = settableClock();
  const settings = createNotificationSettingsRepository(db);
  const added: Posting[] = [];
  const notified: string[][] = [];
  const log = pino({ level: 'silent' });
  const events = createEvents(log);
  events.subscribe({ 'class.started': ({ personIds }) => void notified.push([...personIds]) });
  let breaks = false;
  /** A stand-in for an LMS that tells its own people. */
  const lms = { tells: false, told: new Set<string>(), present: new Set(['early']) };
  const meeting: BegunMeeting = {
    id: '33333333-3333-4333-8333-333333333333',
    seriesId: 's',
    courseId: 'c',
    groupId: null,
    title: 'Algebra',
    subject: null,
    hostPersonId: 'teacher',
    hostName: 'Teacher',
    startedAt: clock.now(),
  };
  const deps = {
    db,
    clock,
    settings,
    log,
    events,
    subscriptions: createSubscriptionRepository(db, testSealing),
    outbox: {
      carries: (kind: string) => kind === 'mail',
      add: (_: Database, posting: Posting) => {
        if (breaks) return Promise.reject(new Error('killed in the middle'));
        added.push(posting);
        return Promise.resolve();
      },
    },
    meetings: {
      since: (moment: number) => Promise.resolve(meeting.startedAt > moment ? [meeting] : []),
      presentIds: () => Promise.resolve(lms.present),
      barredIds: () => Promise.resolve(new Set(['banned'])),
    },
    audience: {
      of: () => Promise.resolve(['teacher', 'early', 'banned', 'late'].map(person)),
      lmsAccounts: () => Promise.resolve(new Map<string, string>()),
    },
    toldByLms: {
      ofCourse: () => Promise.resolve(lms.tells),
      untold: <O extends { personId: string }>(owed: readonly O[]) =>
        Promise.resolve(owed.filter(({ personId }) => !lms.told.has(personId))),
    },
    addresses: {
      meeting: (id: string) => `x:${id}`,
      stopMail: () => 'x:',
      campusZone: 'UTC',
      templates: shippedTemplates(db),
    },
  };
  return {
    clock,
    lms,
    meeting,
    settings,
    added,
    notified,
    classStarted: createClassStarted(deps),
    breaks: (value: boolean) => {
      breaks = value;
    },
  };
}

forEachDatabase('telling of a class', (open) => {
  it('leaves out the host, those who are in already, and those who were banned', async () => {
    const { notified, classStarted } = fixture(await open());
    await classStarted.notifyDue();
    assert.deepEqual(notified, [['late']]);
  });

  it('is done anew when it was cut off, and then once', async () => {
    const { notified, added, classStarted, settings, breaks } = fixture(await open());
    await settings.change('late', { mail: true });
    breaks(true);
    await assert.rejects(classStarted.notifyDue());
    assert.deepEqual(notified, []);
    breaks(false);
    await Promise.all([classStarted.notifyDue(), classStarted.notifyDue()]);
    await classStarted.notifyDue();
    assert.deepEqual(notified, [['late']]);
    assert.equal(added.length, 1);
  });

  it('is not done for a class that began long ago', async () => {
    const { notified, classStarted, clock } = fixture(await open());
    clock.move(11 * 60_000);
    await classStarted.notifyDue();
    assert.deepEqual(notified, []);
  });

  it('is left to the LMS that tells its people, and mailed to whom it has not told in three minutes', async () => {
    const { added, classStarted, settings, lms, clock } = fixture(await open());
    for (const who of ['late', 'early']) await settings.change(who, { mail: true });
    lms.tells = true;
    await classStarted.notifyDue();
    clock.move(2 * 60_000);
    await classStarted.notifyDue();
    assert.equal(added.length, 0, 'the LMS has three minutes');
    clock.move(61_000);
    await Promise.all([classStarted.notifyDue(), classStarted.notifyDue()]);
    await classStarted.notifyDue();
    assert.deepEqual(
      added.map(({ personId, message }) => [personId, message.kind]),
      [['late', 'mail']],
    );
  });

  it('is mailed to nobody whom the LMS has told, or who has come in meanwhile', async () => {
    const { added, classStarted, settings, lms, clock } = fixture(await open());
    for (const who of ['late', 'early']) await settings.change(who, { mail: true });
    lms.tells = true;
    lms.present = new Set();
    await classStarted.notifyDue();
    lms.told.add('late');
    lms.present.add('early');
    clock.move(4 * 60_000);
    await classStarted.notifyDue();
    assert.equal(added.length, 0);
  });
});
