import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Outbox } from '../outbox/index.ts';
import { classPostings, type Writing } from './class-postings.ts';
import type { Audience, BegunMeeting, BegunMeetings } from './ports.ts';
import type { createNotificationSettingsRepository } from './settings-repository.ts';
import type { createSubscriptionRepository } from './subscription-repository.ts';
import { claimNotification, forgetNotified, notifiedAmong } from './notified-repository.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface ClassStartedDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Pick<Outbox, 'add' | 'carries'>;
  meetings: BegunMeetings;
  audience: Audience;
  settings: ReturnType<typeof createNotificationSettingsRepository>;
  subscriptions: ReturnType<typeof createSubscriptionRepository>;
  events: Events;
  addresses: Writing;
}

/** A class that began longer ago is not told of any more, milliseconds. */
const freshMs = 10 * 60_000;

/** Tells those who may join that a class has started: once for each meeting, whichever bridge sees it first. */
export function createClassStarted(deps: ClassStartedDeps) {
  const { db, clock, meetings } = deps;
  return {
    /** Tells of every meeting that began and was not told of yet. */
    notifyDue: async (): Promise<void> => {
      const begun = await meetings.since(clock.now() - freshMs);
      const notified = await notifiedAmong(
        db,
        begun.map(({ id }) => id),
      );
      for (const meeting of begun) {
        if (!notified.has(meeting.id)) await notify(deps, meeting);
      }
    },
    sweep: (): Promise<void> => forgetNotified(db, clock.now() - 30 * 24 * 3_600_000),
  };
}

async function notify(deps: ClassStartedDeps, meeting: BegunMeeting): Promise<void> {
  const { db, clock, meetings, audience, settings, subscriptions, outbox } = deps;
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
  const expiresAt = meeting.startedAt + 60 * 60_000;
  const postings = classPostings({ meeting, invitees, ways, expiresAt }, deps.addresses);
  const isFirst = await inTransaction(db, async (trx) => {
    if (!(await claimNotification(trx, meeting.id, clock.now()))) return false;
    for (const posting of postings) {
      if (outbox.carries(posting.message.kind)) await outbox.add(trx, posting);
    }
    return true;
  });
  if (!isFirst) return;
  deps.events.emit('class.started', { personIds: ids, meeting });
  deps.log.info({ meetingId: meeting.id, people: ids.length }, 'class started');
}
