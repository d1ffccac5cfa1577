import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { ringMs } from '../../calls/contract.ts';
import {
  knownZone,
  whenIn,
  type TemplateRenderer,
  type Outbox,
  type Posting,
} from '../outbox/index.ts';
import type { Addresses } from './class-postings.ts';
import { callPush } from './pushing.ts';
import { lmsTellsWithinMs } from './lms-time.ts';
import type { MissedCalls, ToldByLms } from './ports.ts';
import type { createNotificationSettingsRepository } from './settings-repository.ts';
import type { StopLinks } from './stop-links.ts';
import type { createSubscriptionRepository } from './subscription-repository.ts';

/** Somebody who is called and has no panel open. */
export interface Called {
  personId: string;
  title: string;
  callerName: string;
  meetingId: string;
  inviteeId: string;
}

/** A missed call that is older is not told of any more, milliseconds. */
const freshMs = 15 * 60_000;

/** The called person, as mails need it. */
export interface CalledPerson {
  displayName: string;
  email: string | null;
  locale: string | null;
  timezone: string | null;
}

export interface OfflineNotifierDeps {
  db: Database;
  clock: Clock;
  outbox: Pick<Outbox, 'add' | 'carries'>;
  templates: TemplateRenderer;
  stopLinks: Pick<StopLinks, 'linker'>;
  people: { find: (personId: string) => Promise<CalledPerson | null> };
  settings: ReturnType<typeof createNotificationSettingsRepository>;
  subscriptions: ReturnType<typeof createSubscriptionRepository>;
  addresses: Pick<Addresses, 'meeting' | 'campusZone'>;
  toldByLms: Pick<ToldByLms, 'person' | 'untold'>;
  missedCalls: MissedCalls;
}

/** Notifies people whose panel is closed: by web push, and where no browser can be told, by mail with the link. */
export function createOfflineNotifier(deps: OfflineNotifierDeps) {
  const { db, clock, outbox, people, settings, subscriptions, addresses } = deps;
  return {
    /** Answers by what the person was told; null: not at all. */
    notifyOffline: async (called: Called): Promise<'push' | 'mail' | 'lms' | null> => {
      const { personId, meetingId } = called;
      const person = await people.find(personId);
      if (!person) return null;
      const chosen = (await settings.of([personId])).get(personId);
      // Once missed, it is told there, as the reader has chosen there.
      const isToldByLms = await deps.toldByLms.person(personId);
      const mail = await missedCallMail(deps, { ...called, at: clock.now() });
      const browsers =
        chosen?.push === false ? [] : await subscriptions.of([personId], clock.now());
      const url = addresses.meeting(meetingId);
      const expiresAt = clock.now() + ringMs;
      const pushes = browsers.map((browser) => ({
        ...callPush(browser, { ...called, url, expiresAt }),
        // A browser that is gone, or whose push service is: then the mail tells, once, whoever tells besides.
        ...(mail ? { otherwise: mail } : {}),
      }));
      if (pushes.length > 0) {
        await db.transaction(async (trx) => {
          for (const push of pushes) await outbox.add(trx, push);
        });
        return 'push';
      }
      if (isToldByLms) return 'lms';
      if (!mail) return null;
      await outbox.add(db, mail);
      return 'mail';
    },
    /** Mails whom an LMS should have told that they missed a call, and has not. */
    mailUntold: async (): Promise<void> => {
      const until = clock.now() - lmsTellsWithinMs;
      const missed = await deps.missedCalls({ after: until - freshMs, until });
      const owed = missed
        .filter(({ toldBy }) => toldBy === 'lms')
        .map((call) => ({ ...call, about: call.id }));
      for (const { id: inviteeId, missedAt: at, ...call } of await deps.toldByLms.untold(owed)) {
        const mail = await missedCallMail(deps, { ...call, inviteeId, at });
        // Each time anew until it is too old: its key lets it in once.
        if (mail) await outbox.add(db, mail);
      }
    },
  };
}

/** The mail of a missed call; null where the person wants none, or cannot be mailed. */
async function missedCallMail(
  deps: OfflineNotifierDeps,
  called: Called & { at: number },
): Promise<Posting | null> {
  const { personId } = called;
  const person = await deps.people.find(personId);
  const chosen = (await deps.settings.of([personId])).get(personId);
  if (!person || !deps.outbox.carries('mail') || chosen?.missedCallMail === false) return null;
  const stopUrl = (await deps.stopLinks.linker()).to({ kind: 'missed-call', personId });
  return missedCall(called, person, { ...deps, stopUrl });
}

function missedCall(
  { personId, callerName, title, meetingId, inviteeId, at }: Called & { at: number },
  person: CalledPerson,
  { addresses, templates, stopUrl }: OfflineNotifierDeps & { stopUrl: string },
): Posting | null {
  const { email, displayName, locale } = person;
  if (email === null) return null;
  const zone = knownZone(person.timezone, addresses.campusZone);
  const span = { startsAt: at, endsAt: null };
  const mail = templates.mail('missed-call', {
    locale,
    stop: { kind: 'missed-call', url: stopUrl },
    valuesIn: (language) => ({
      name: displayName,
      caller: callerName,
      title,
      when: whenIn(language, zone, span),
      link: addresses.meeting(meetingId),
    }),
  });
  return {
    message: { kind: 'mail', to: email, ...mail, unsubscribeUrl: stopUrl },
    about: 'missed-call',
    personId,
    onceKey: `call:${inviteeId}:mail`,
  };
}
