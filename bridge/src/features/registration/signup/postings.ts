import type { TemplateRenderer, Posting } from '../../notifications/outbox/index.ts';
import { confirmation, type Application } from './application.ts';

/** What mails are written with, and where they lead to. */
export interface Addresses {
  /** The page where one registers; the token confirms an address, and stands behind `#`: no server logs it. */
  confirmPage: (token: string) => string;
  signupPage: string;
  login: string;
  /** Where admins decide. */
  applications: string;
  templates: TemplateRenderer;
}

/**
 * The mail that confirms an address. What the applicant typed is not in it: whoever applies in another's name
 * must not be able to write to them. Dropped when it cannot be sent in time.
 */
export function confirmPosting(
  { email, locale, expiresAt }: Application,
  { code, token }: { code: string; token: string },
  { confirmPage, templates }: Addresses,
): Posting {
  const minutes = String(confirmation.lifeMs / 60_000);
  const values = { code, minutes, link: confirmPage(token) };
  const mail = templates.mail('application-confirm', { locale, valuesIn: () => values });
  return {
    about: 'application-confirm',
    expiresAt,
    message: { kind: 'mail', to: email, ...mail },
  };
}

/** The mail to somebody who is registered already; in their own language. */
export function knownPosting(
  { email, expiresAt }: Application,
  person: { id: string; locale: string | null },
  { login, templates }: Addresses,
): Posting {
  const values = { link: login, email };
  const mail = templates.mail('application-known', {
    locale: person.locale,
    valuesIn: () => values,
  });
  return {
    about: 'application-known',
    personId: person.id,
    expiresAt,
    message: { kind: 'mail', to: email, ...mail },
  };
}

type Told = 'application-accepted' | 'application-refused' | 'application-reopened';

/** The mail that tells an applicant what was decided, or that it is open again. Each decision is told once. */
export function decisionPosting(
  application: Application,
  name: Told,
  { login, templates, signupPage }: Addresses,
): Posting {
  const { email, locale, phone, campusNumber, reason } = application;
  const values = {
    name: application.name,
    email,
    phone,
    number: campusNumber,
    message: reason,
    link: name === 'application-refused' ? signupPage : login,
  };
  const mail = templates.mail(name, { locale, valuesIn: () => values });
  return {
    about: name,
    personId: application.personId,
    message: { kind: 'mail', to: email, ...mail },
  };
}
