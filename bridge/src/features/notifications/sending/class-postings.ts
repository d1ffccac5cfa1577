import { titleAndSubject } from '../../meetings/details-contract.ts';
import { knownZone, whenIn, type TemplateRenderer, type Posting } from '../outbox/index.ts';
import type { BegunMeeting, Invitee } from './ports.ts';
import { classPush } from './pushing.ts';
import type { Chosen } from './settings-repository.ts';
import type { Subscription } from './subscription-repository.ts';

/** Where mails and notifications lead. */
export interface Addresses {
  meeting: (meetingId: string) => string;
  /** Where mail of this kind is ended without signing in. */
  stopMail: (personId: string) => string;
  /** IANA zone for people whose own is not known. */
  campusZone: string;
}

/** What mails are written with. */
export interface Writing extends Addresses {
  templates: TemplateRenderer;
}

/** A class that started, and whom it is told in which ways. */
export interface ClassNotification {
  meeting: BegunMeeting;
  invitees: readonly Invitee[];
  ways: {
    chosen: ReadonlyMap<string, Chosen>;
    browsers: readonly Subscription[];
    lmsAccounts: ReadonlyMap<string, string>;
  };
  /** Of no use after this moment. */
  expiresAt: number;
}

/** What goes to browsers for a class that has started, by each person's own choice. A pure rule. */
export function classPushes(
  { meeting, ways, expiresAt }: ClassNotification,
  addresses: Pick<Addresses, 'meeting'>,
): Posting[] {
  const { id: meetingId, hostName } = meeting;
  const title = titleAndSubject(meeting);
  const url = addresses.meeting(meetingId);
  return ways.browsers
    .filter(({ personId }) => ways.chosen.get(personId)?.push !== false)
    .map((browser) => ({
      ...classPush(browser, { meetingId, title, hostName, url, expiresAt }),
      onceKey: `class:${meetingId}:push:${browser.id}`,
    }));
}

/** What goes by mail and as messages in the LMS, by each person's own choice. A pure rule. */
export const classMails = (notification: ClassNotification, addresses: Writing): Posting[] =>
  notification.invitees.flatMap((invitee) => mailsTo(invitee, notification, addresses));

function mailsTo(invitee: Invitee, notification: ClassNotification, addresses: Writing): Posting[] {
  const { meeting, ways, expiresAt } = notification;
  const { personId, email } = invitee;
  const chosen = ways.chosen.get(personId);
  const account = ways.lmsAccounts.get(personId);
  const stopUrl = addresses.stopMail(personId);
  const mailFor = mailTo(invitee, meeting, addresses);
  const shared = { about: 'class-started', personId, expiresAt };
  const key = (way: string) => ({ onceKey: `class:${meeting.id}:${way}:${personId}` });
  const mail =
    chosen?.mail === true && email !== null
      ? [
          {
            ...shared,
            ...key('mail'),
            message: {
              kind: 'mail' as const,
              to: email,
              ...mailFor(stopUrl),
              unsubscribeUrl: stopUrl,
            },
          },
        ]
      : [];
  const lms =
    chosen?.lms === true && account !== undefined
      ? [
          {
            ...shared,
            ...key('lms'),
            message: { kind: 'lms' as const, to: account, text: mailFor(null).text },
          },
        ]
      : [];
  return [...mail, ...lms];
}

function mailTo(
  { displayName, locale, timezone }: Invitee,
  meeting: BegunMeeting,
  addresses: Writing,
) {
  const zone = knownZone(timezone, addresses.campusZone);
  const span = { startsAt: meeting.startedAt, endsAt: null };
  return (stopUrl: string | null) =>
    addresses.templates.mail('class-started', {
      locale,
      stop: stopUrl === null ? undefined : { kind: 'class-started', url: stopUrl },
      valuesIn: (language) => ({
        name: displayName,
        host: meeting.hostName,
        title: meeting.title,
        subject: meeting.subject,
        when: whenIn(language, zone, span),
        link: addresses.meeting(meeting.id),
      }),
    });
}
