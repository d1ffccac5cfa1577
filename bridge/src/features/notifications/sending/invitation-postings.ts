import {
  detailsOf,
  titleAndSubject,
  type PlannedMeeting,
} from '../../meetings/details-contract.ts';
import type { Plan } from '../../../kernel/recurrence.ts';
import {
  calendarFile,
  knownZone,
  languagesFor,
  planIn,
  whenIn,
  type Language,
  type TemplateRenderer,
  type Posting,
} from '../outbox/index.ts';
import type { Recipient } from './invitation.ts';

/** In whose name invitations are mailed, and where their links lead. */
export interface Sender {
  /** The address that mail comes from; the organiser of calendar entries. */
  email: string;
  /** What calendar entries are known by, all over the world: the bridge's host name. */
  domain: string;
  campusZone: string;
  numberUrl: (number: string) => string;
  templates: TemplateRenderer;
}

/** What is told of a planned meeting. */
export interface Announcement {
  name: 'invitation' | 'changed' | 'cancelled';
  meeting: PlannedMeeting;
  url: string;
  message: string | null;
  /** What its entry in calendars says, or said last. */
  plan: Plan | null;
  sequence: number;
}

type To = Recipient & {
  timezone: string | null;
  /** Where somebody without an account refuses further mail; null for people of the campus. */
  refuseUrl: string | null;
};

/** One recipient's mail, with the calendar file where something is planned. */
export function invitationPosting(
  announcement: Announcement,
  to: To,
  { sender, now }: { sender: Sender; now: number },
): Posting {
  const mail = mailTo(announcement, to, sender);
  const { refuseUrl } = to;
  const { plan } = announcement;
  const calendar = plan
    ? { calendar: calendarOf({ ...announcement, plan }, to, { sender, now }) }
    : {};
  return {
    message: {
      kind: 'mail',
      to: to.email,
      ...mail,
      ...calendar,
      ...(refuseUrl === null ? {} : { unsubscribeUrl: refuseUrl }),
    },
    about: announcement.name,
    personId: to.personId,
  };
}

function mailTo(announcement: Announcement, to: To, { campusZone, templates }: Sender) {
  const zone = knownZone(to.timezone ?? announcement.plan?.timezone ?? null, campusZone);
  return templates.mail(announcement.name, {
    locale: to.locale,
    stop: to.refuseUrl === null ? undefined : { kind: 'invitation', url: to.refuseUrl },
    valuesIn: (language) => ({
      name: to.name,
      host: announcement.meeting.hostName,
      title: titleIn(language, announcement.meeting),
      ...detailsOf(announcement.meeting),
      when: whenOf(announcement, language, zone),
      number: grouped(announcement.meeting.number),
      password: announcement.meeting.guestPassword,
      link: announcement.url,
      message: announcement.message,
    }),
  });
}

/** A personal meeting is called like its host: “X invites you to X” says nothing. */
const titleIn = (language: Language, { isPersonal, title, hostName }: PlannedMeeting): string =>
  !isPersonal || title !== hostName ? title : personal[language];

const personal = { en: 'personal meeting', 'zh-CN': '个人会议' };

/** The next time that it takes place, in words for this reader; null where nothing is planned and nothing runs. */
function whenOf({ plan, meeting }: Announcement, language: Language, zone: string): string | null {
  const { startsAt } = meeting;
  if (plan) return planIn({ language, zone }, plan, startsAt);
  return startsAt === null ? null : whenIn(language, zone, { startsAt, endsAt: null });
}

/** `123 456 789`, `123 456 7890`: read aloud and typed in threes. */
const grouped = (number: string): string =>
  number.replace(/^(\d{3})(\d{3})(\d{3,4})$/u, '$1 $2 $3');

function calendarOf(
  announcement: Announcement & { plan: Plan },
  to: To,
  { sender, now }: { sender: Sender; now: number },
) {
  const method = announcement.name === 'cancelled' ? ('CANCEL' as const) : ('REQUEST' as const);
  const content = calendarFile({
    uid: `${announcement.meeting.seriesId}@${sender.domain}`,
    sequence: announcement.sequence,
    method,
    title: titleAndSubject({
      title: titleIn(languagesFor(to.locale)[0] ?? 'en', announcement.meeting),
      subject: announcement.meeting.subject,
    }),
    // An entry is passed on: what ends the mail is the first reader's alone.
    description: mailTo(announcement, { ...to, refuseUrl: null }, sender).text,
    url: announcement.url,
    organizer: { name: announcement.meeting.hostName, email: sender.email },
    attendee: { name: to.name, email: to.email },
    plan: announcement.plan,
    now,
  });
  return { method, content };
}
