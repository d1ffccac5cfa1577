import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Carrier, Mail, Outcome } from '../../features/notifications/outbox/ports.ts';
import { outcomeOf } from './refusals.ts';
import { toMail } from './mail.ts';

export interface SmtpSettings {
  /** smtp://user:password@host:587, or smtps:// for TLS from the first byte. */
  url: string;
  /** TLS with a verified certificate before anything is said (STARTTLS); only off for a server on this machine. */
  requireTls: boolean;
  /** Who sends: `{name, address}`. */
  from: { name: string; address: string };
  /** Milliseconds of silence after which the server counts as away; 20 s unless told. */
  timeoutMs?: number;
}

const sent = z.object({ response: z.string() });

/** Hands mail to the campus mail server (SMTP, RFC 5321). */
export function createSmtpCarrier(settings: SmtpSettings): Carrier<Mail> {
  const timeout = settings.timeoutMs ?? 20_000;
  const transport = createTransport({
    ...serverOf(settings),
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    carry: async (mail, { id }): Promise<Outcome> => {
      try {
        const answer: unknown = await transport.sendMail(toMail(mail, { id, from: settings.from }));
        return { is: 'accepted', reference: sent.parse(answer).response };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function serverOf({ url, requireTls }: SmtpSettings) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: requireTls && !secure,
    ignoreTLS: !requireTls && !secure,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}
