import { z } from 'zod';
import type { TemplateRenderer, Posting } from '../../notifications/outbox/index.ts';
import { codeRules } from './code.ts';
import type { CodeWay } from './contract.ts';
import type { AccountPerson } from './ports.ts';
import { sourceWords } from './source-words.ts';

/** Where a code goes to. */
export interface Destination {
  via: CodeWay;
  to: string;
}

interface CodeMessage {
  code: string;
  expiresAt: number;
  templates: TemplateRenderer;
}

const mailAddress = z.email().max(254);

/**
 * Where somebody's code is sent: by the way that was wished where there is one, else by the other. Null where
 * nothing is known or nothing is configured.
 */
export function destinationOf(
  { phone, email }: Pick<AccountPerson, 'phone' | 'email'>,
  wish: CodeWay,
  carries: (way: CodeWay) => boolean,
): Destination | null {
  const known = { sms: phone, mail: mailAddress.safeParse(email).data ?? null };
  const ways: CodeWay[] = wish === 'sms' ? ['sms', 'mail'] : ['mail', 'sms'];
  for (const via of ways) {
    const to = known[via];
    if (to !== null && carries(via)) return { via, to };
  }
  return null;
}

/** The message that brings a code; dropped when it cannot be sent while the code is good. */
export function codePosting(
  { id, displayName, locale }: Pick<AccountPerson, 'id' | 'displayName' | 'locale'>,
  { via, to }: Destination,
  { code, expiresAt, templates }: CodeMessage,
): Posting {
  const minutes = String(codeRules.lifeMs / 60_000);
  const shared = { about: 'login-code', personId: id, expiresAt };
  if (via === 'sms') {
    const text = templates.sms('login-code-sms', { locale, valuesIn: () => ({ code, minutes }) });
    return { ...shared, message: { kind: 'sms', to, text } };
  }
  const mail = templates.mail('login-code', {
    locale,
    valuesIn: () => ({ name: displayName, code, minutes }),
  });
  return { ...shared, message: { kind: 'mail', to, ...mail } };
}

/** The message with the code by which an account elsewhere becomes somebody's; it says what the code is for. */
export function connectPosting(
  { id, displayName, locale }: Pick<AccountPerson, 'id' | 'displayName' | 'locale'>,
  { via, to }: Destination,
  { code, expiresAt, templates }: CodeMessage,
): Posting {
  const minutes = String(codeRules.lifeMs / 60_000);
  const valuesIn = (language: 'en' | 'zh-CN') => ({
    code,
    minutes,
    source: sourceWords('', language),
  });
  const shared = { about: 'connect-code', personId: id, expiresAt };
  if (via === 'sms') {
    const text = templates.sms('connect-code-sms', { locale, valuesIn });
    return { ...shared, message: { kind: 'sms', to, text } };
  }
  const mail = templates.mail('connect-code', {
    locale,
    valuesIn: (language) => ({ ...valuesIn(language), name: displayName }),
  });
  return { ...shared, message: { kind: 'mail', to, ...mail } };
}

/** Tells somebody by mail that their password was changed; null where no address is known. */
export function passwordPosting(
  { id, displayName, locale, email }: AccountPerson,
  { templates, loginUrl }: { templates: TemplateRenderer; loginUrl: string },
): Posting | null {
  const to = mailAddress.safeParse(email).data;
  if (to === undefined) return null;
  const mail = templates.mail('password-changed', {
    locale,
    valuesIn: () => ({ name: displayName, link: loginUrl }),
  });
  return {
    about: 'password-changed',
    personId: id,
    message: { kind: 'mail', to, ...mail },
  };
}
