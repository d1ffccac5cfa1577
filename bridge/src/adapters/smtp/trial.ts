import { createTransport } from 'nodemailer';
import { transportOptions, type SmtpServer } from './server.ts';

/** Milliseconds of silence after which the server counts as away. */
const timeout = 10_000;

/**
 * Tries a mail server up to the point where mail would be said: connects, goes over to TLS, signs in. Sends nothing.
 * Fails with nodemailer's error, whose `responseCode` is the server's reply code (RFC 5321, 4.2).
 */
export async function trySmtp(server: SmtpServer): Promise<void> {
  const transport = createTransport({
    ...transportOptions(server),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
  });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
