import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { createMailbox, type Mailbox, type Message } from './mailbox.ts';
import { parseMail } from './parse-mail.ts';

export interface MailSinkSettings {
  /** 0 takes a free port. */
  port: number;
  /** Where the mail goes; a mailbox of its own when not given. */
  mailbox?: Mailbox;
  /** The largest message taken, in bytes; bigger ones are refused with 552 (RFC 1870). */
  maxSize?: number;
}

export interface MailSink {
  port: number;
  mailbox: Mailbox;
  /** What came so far, newest first. */
  messages: () => Message[];
  /** Calls the listener for each message from now on; answers how to end it. */
  onMessage: Mailbox['onMessage'];
  stop: () => Promise<void>;
}

/**
 * Starts a mail server on 127.0.0.1 that takes every message (RFC 5321) and delivers none: the demo's and the tests'
 * stand-in for the campus mail server. No sign-in, no TLS. Rejects with the system's error when the port cannot be had.
 */
export async function startMailSink(settings: MailSinkSettings): Promise<MailSink> {
  const mailbox = settings.mailbox ?? createMailbox();
  const server = new SMTPServer({
    name: 'mail.lakeside.test',
    banner: 'demo campus, delivers nothing',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: settings.maxSize ?? 10 * 1024 * 1024,
    socketTimeout: 30_000,
    onData: (stream, session, done) => {
      take(stream, session).then((mail) => {
        mailbox.add(mail);
        done();
      }, done);
    },
  });
  await listen(server, settings.port);
  return {
    port: (server.server.address() as AddressInfo).port,
    mailbox,
    messages: () => mailbox.list(),
    onMessage: mailbox.onMessage,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}

async function take(stream: SMTPServerDataStream & Readable, session: SMTPServerSession) {
  const raw = await buffer(stream);
  if (stream.sizeExceeded) throw refusal(552, 'Message exceeds the maximum size');
  const { mailFrom, rcptTo } = session.envelope;
  return parseMail(raw, {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map((recipient) => recipient.address),
  });
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

function listen(server: SMTPServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      // A client that breaks off is no reason to end the demo.
      server.on('error', () => undefined);
      resolve();
    });
  });
}
