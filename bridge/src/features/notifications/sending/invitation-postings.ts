import {
  calendarFile,
  knownZone,
  languagesFor,
  planIn,
  whenIn,
  type Language,
  type TemplateRenderer,
  type Plan,
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

/** What is told of a series. */
export interface Told {
  hostId: string | null;
  name: 'invitation' | 'changed' | 'cancelled';
  seriesId: string;
  title: string;
  isPersonal: boolean;
  hostName: string;
  number: string;
  guestPassword: string | null;
  url: string;
  message: string | null;
  plan: Plan | null;
  /** The next occurrence, or when it began. */
  startsAt: number | null;
  sequence: number;
}

type To = Recipient & {
  timezone: string | null;
  /** Where somebody without an account refuses further mail; null for people of the campus. */
  refuseUrl: string | null;
};

/** One recipient's mail, with the calendar file where something is planned. */
export function invitationPosting(
  told: Told,
  to: To,
  { sender, now }: { sender: Sender; now: number },
): Posting {
  const mail = mailTo(told, to, sender);
  const { refuseUrl } = to;
  const { plan } = told;
  const calendar = plan ? { calendar: calendarOf({ ...told, plan }, to, { sender, now }) } : {};
  return {
    message: {
      kind: 'mail',
      to: to.email,
      ...mail,
      ...calendar,
      ...(refuseUrl === null ? {} : { unsubscribeUrl: refuseUrl }),
    },
    about: told.name,
    personId: to.personId,
  };
}

function mailTo(told: Told, to: To, { campusZone, templates }: Sender) {
  const zone = knownZone(to.timezone ?? told.plan?.timezone ?? null, campusZone);
  return templates.mail(told.name, {
    locale: to.locale,
    stop: to.refuseUrl === null ? undefined : { kind: 'invitation', url: to.refuseUrl },
    valuesIn: (language) => ({
      name: to.name,
      host: told.hostName,
      title: titleIn(language, told),
      when: whenOf(told, language, zone),
      number: grouped(told.number),
      password: told.guestPassword,
      link: told.url,
      message: told.message,
    }),
  });
}

/** A personal meeting is called like its host: “X invites you to X” says nothing. */
const titleIn = (language: Language, { isPersonal, title, hostName }: Told): string =>
  !isPersonal || title !== hostName ? title : personal[language];

const personal = { en: 'personal meeting', 'zh-CN': '个人会议' };

/** The next time that it takes place, in words for this reader; null where nothing is planned and nothing runs. */
function whenOf({ plan, startsAt }: Told, language: Language, zone: string): string | null {
  if (plan) return planIn({ language, zone }, plan, startsAt);
  return startsAt === null ? null : whenIn(language, zone, { startsAt, endsAt: null });
}

/** `123 456 789`, `123 456 7890`: read aloud and typed in threes. */
const grouped = (number: string): string =>
  number.replace(/^(\d{3})(\d{3})(\d{3,4})$/u, '$1 $2 $3');

function calendarOf(
  told: Told & { plan: Plan },
  to: To,
  { sender, now }: { sender: Sender; now: number },
) {
  const method = told.name === 'cancelled' ? ('CANCEL' as const) : ('REQUEST' as const);
  const content = calendarFile({
    uid: `${told.seriesId}@${sender.domain}`,
    sequence: told.sequence,
    method,
    title: titleIn(languagesFor(to.locale)[0] ?? 'en', told),
    // An entry is passed on: what ends the mail is the first reader's alone.
    description: mailTo(told, { ...to, refuseUrl: null }, sender).text,
    url: told.url,
    organizer: { name: told.hostName, email: sender.email },
    attendee: { name: to.name, email: to.email },
    plan: told.plan,
    now,
  });
  return { method, content };
}
