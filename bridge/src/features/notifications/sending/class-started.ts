import { dayMs, type Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Outbox, Posting } from '../outbox/index.ts';
import { classMails, classPushes, type ClassNotification, type Writing } from './class-postings.ts';
import { lmsTellsWithinMs } from './lms-time.ts';
import type { Audience, BegunMeeting, BegunMeetings, ToldByLms } from './ports.ts';
import type { createNotificationSettingsRepository } from './settings-repository.ts';
import type { createSubscriptionRepository } from './subscription-repository.ts';
import {
  claimMails,
  claimNotification,
  forgetNotified,
  mailsDue,
  notifiedAmong,
} from './notified-repository.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface ClassStartedDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Pick<Outbox, 'add' | 'carries'>;
  meetings: BegunMeetings;
  audience: Audience;
  toldByLms: Pick<ToldByLms, 'ofCourse' | 'untold'>;
  settings: ReturnType<typeof createNotificationSettingsRepository>;
  subscriptions: ReturnType<typeof createSubscriptionRepository>;
  events: Events;
  addresses: Writing;
}

/** A class that began longer ago is not told of any more, milliseconds. */
const freshMs = 10 * 60_000;

/** Of no use after so long, milliseconds. */
const usefulMs = 60 * 60_000;

/** Tells those who may join that a class has started: once for each meeting, whichever bridge sees it first. */
export function createClassStarted(deps: ClassStartedDeps) {
  const { db, clock, meetings } = deps;
  return {
    /** Tells of every meeting that began and was not told of yet, and mails whom an LMS should have told. */
    notifyDue: async (): Promise<void> => {
      const begun = await meetings.since(clock.now() - freshMs);
      const notified = await notifiedAmong(
        db,
        begun.map(({ id }) => id),
      );
      for (const meeting of begun) {
        if (!notified.has(meeting.id)) await notify(deps, meeting);
      }
      for (const id of await mailsDue(db, clock.now())) await mailUntold(deps, id);
    },
    sweep: (): Promise<void> => forgetNotified(db, clock.now() - 30 * dayMs),
  };
}

async function notify(deps: ClassStartedDeps, meeting: BegunMeeting): Promise<void> {
  const { db, clock, addresses } = deps;
  const isToldByLms = await deps.toldByLms.ofCourse(meeting.courseId);
  const notification = await notificationOf(deps, meeting);
  const pushes = classPushes(notification, addresses);
  const postings = isToldByLms ? pushes : [...pushes, ...classMails(notification, addresses)];
  const now = clock.now();
  const isFirst = await inTransaction(db, async (trx) => {
    const mailsDueAt = isToldByLms ? now + lmsTellsWithinMs : null;
    if (!(await claimNotification(trx, meeting.id, { now, mailsDueAt }))) return false;
    await addCarried(deps, trx, postings);
    return true;
  });
  if (!isFirst) return;
  const personIds = notification.invitees.map(({ personId }) => personId);
  deps.events.emit('class.started', { personIds, meeting });
  deps.log.info({ meetingId: meeting.id, people: personIds.length }, 'class started');
}

/** The LMS should have told them by now: mails those whom it has not, where the class still runs. */
async function mailUntold(deps: ClassStartedDeps, meetingId: string): Promise<void> {
  const { db, clock, meetings } = deps;
  const running = await meetings.since(clock.now() - usefulMs);
  const meeting = running.find(({ id }) => id === meetingId);
  const postings = meeting ? await mailsToUntold(deps, meeting) : [];
  const isFirst = await inTransaction(db, async (trx) => {
    if (!(await claimMails(trx, meetingId))) return false;
    await addCarried(deps, trx, postings);
    return true;
  });
  if (isFirst && postings.length > 0)
    deps.log.warn({ meetingId, mails: postings.length }, 'the LMS did not tell of a class');
}

async function mailsToUntold(deps: ClassStartedDeps, meeting: BegunMeeting): Promise<Posting[]> {
  const notification = await notificationOf(deps, meeting);
  const owed = notification.invitees.map((invitee) => ({ ...invitee, about: meeting.id }));
  const invitees = await deps.toldByLms.untold(owed);
  return classMails({ ...notification, invitees }, deps.addresses);
}

/** Whom a class is told, and in which ways: who may join and is neither its host nor in already. */
async function notificationOf(
  { audience, clock, meetings, outbox, settings, subscriptions }: ClassStartedDeps,
  meeting: BegunMeeting,
): Promise<ClassNotification> {
  const present = await meetings.presentIds(meeting.id);
  const barred = await meetings.barredIds(meeting);
  const invitees = (await audience.of(meeting)).filter(
    ({ personId }) =>
      personId !== meeting.hostPersonId && !present.has(personId) && !barred.has(personId),
  );
  const ids = invitees.map(({ personId }) => personId);
  const ways = {
    chosen: await settings.of(ids),
    browsers: await subscriptions.of(ids, clock.now()),
    lmsAccounts: outbox.carries('lms')
      ? await audience.lmsAccounts(ids)
      : new Map<string, string>(),
  };
  return { meeting, invitees, ways, expiresAt: meeting.startedAt + usefulMs };
}

/** Adds what has a provider. */
async function addCarried(
  { outbox }: ClassStartedDeps,
  trx: Database,
  postings: readonly Posting[],
): Promise<void> {
  for (const posting of postings) {
    if (outbox.carries(posting.message.kind)) await outbox.add(trx, posting);
  }
}
