import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Carrier, Mail, Outcome } from '../../features/notifications/outbox/ports.ts';
import { toMail } from './mail.ts';
import { outcomeOf } from './refusals.ts';
import { transportOptions, type SmtpServer } from './server.ts';

export interface SmtpSettings extends SmtpServer {
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
    ...transportOptions(settings),
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
