import {
  knownZone,
  whenIn,
  type TemplateRenderer,
  type Posting,
} from '../../notifications/outbox/index.ts';
import type { Subject } from './subject.ts';

/** What mails are written with, and where they lead to. */
export interface Addresses {
  /** The page with what is kept about whoever reads it. */
  myData: string;
  write: TemplateRenderer;
  /** IANA name, for people whose own zone is not known. */
  campusZone: string;
}

/** What is told of a wish to be erased. */
export interface ErasureMessage {
  name: 'erasure-asked' | 'erasure-approved' | 'erasure-refused';
  subject: Subject;
  email: string;
  dueAt: number;
  /** Why it was refused. */
  reason: string | null;
}

/** The mail about somebody's wish to be erased. */
export function erasurePosting(told: ErasureMessage, addresses: Addresses): Posting {
  const { name, subject, email, dueAt, reason } = told;
  const zone = knownZone(subject.timezone, addresses.campusZone);
  const span = { startsAt: dueAt, endsAt: null };
  const mail = addresses.write.mail(name, {
    locale: subject.locale,
    valuesIn: (language) => ({
      name: subject.name,
      link: addresses.myData,
      when: whenIn(language, zone, span),
      message: reason,
    }),
  });
  return { about: name, personId: subject.id, message: { kind: 'mail', to: email, ...mail } };
}
