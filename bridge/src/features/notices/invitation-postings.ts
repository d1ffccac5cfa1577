import {
  calendarFile,
  firstSpan,
  knownZone,
  whenIn,
  type LetterWriter,
  type Plan,
  type Posting,
  type Span,
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
  letters: LetterWriter;
}

/** What is told of a series. */
export interface Told {
  hostId: string | null;
  name: 'invitation' | 'changed' | 'cancelled';
  seriesId: string;
  title: string;
  hostName: string;
  number: string;
  guestPassword: string | null;
  url: string;
  message: string | null;
  plan: Plan | null;
  /** When it began, for what is not planned. */
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
  const letter = letterTo(told, to, sender);
  const { refuseUrl } = to;
  const { plan } = told;
  const calendar = plan ? { calendar: calendarOf({ ...told, plan }, to, { sender, now }) } : {};
  return {
    message: {
      ...{ kind: 'mail', to: to.email, ...letter, ...calendar },
      ...(refuseUrl === null ? {} : { unsubscribeUrl: refuseUrl }),
    },
    about: told.name,
    personId: to.personId,
  };
}

function letterTo(told: Told, to: To, { campusZone, letters }: Sender) {
  const zone = knownZone(to.timezone ?? told.plan?.timezone ?? null, campusZone);
  const span = spanOf(told);
  return letters.mail(told.name, {
    locale: to.locale,
    stop: to.refuseUrl === null ? undefined : { kind: 'invitation', url: to.refuseUrl },
    valuesIn: (language) => ({
      name: to.name,
      host: told.hostName,
      title: told.title,
      when: span && whenIn(language, zone, span),
      number: grouped(told.number),
      password: told.guestPassword,
      link: told.url,
      message: told.message,
    }),
  });
}

function spanOf({ plan, startsAt }: Told): Span | null {
  if (plan) return { ...firstSpan(plan), weeklyUntil: plan.weeklyUntil };
  return startsAt === null ? null : { startsAt, endsAt: null, weeklyUntil: null };
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
    title: told.title,
    // An entry is passed on: what ends the mail is the first reader's alone.
    description: letterTo(told, { ...to, refuseUrl: null }, sender).text,
    url: told.url,
    organizer: { name: told.hostName, email: sender.email },
    attendee: { name: to.name, email: to.email },
    plan: told.plan,
    now,
  });
  return { method, content };
}
