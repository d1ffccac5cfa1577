import { simpleParser } from 'mailparser';
import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Manner } from './carriers.ts';

/** A mail as the server got it. */
export interface ReceivedMail {
  raw: string;
  to: string[];
  messageId: string;
  subject: string;
  text: string;
}

/** A real SMTP server that a test stops, starts and directs. */
export interface SmtpFixture {
  port: () => number;
  received: ReceivedMail[];
  meet: (manner: Manner) => void;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Until every client has gone and all that they handed over is kept. */
  idle: () => Promise<void>;
}

/** Listens on a free port of 127.0.0.1 once started, and on the same again later. */
export function smtpFixture(options: SMTPServerOptions = {}): SmtpFixture {
  const received: ReceivedMail[] = [];
  const manners: Manner[] = [];
  const sockets = new Set<Socket>();
  let server: SMTPServer | undefined;
  let port = 0;
  let reading = 0;

  const make = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      ...options,
      onRcptTo: (_, __, done) => {
        const refused = manners[0] === 'refuse' || manners[0] === 'busy' ? manners.shift() : null;
        if (!refused) done();
        else done(reply(refused === 'refuse' ? 550 : 451, 'not this one'));
      },
      onData: (stream, session, done) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        // What breaks off in the middle has no end, and was not handed over.
        stream.once('end', () => (reading += 1));
        void keep(stream, to).then((mail) => {
          reading -= 1;
          received.push(mail);
          if (manners.shift() === 'break-off') for (const socket of sockets) socket.destroy();
          else done();
        });
      },
    });
  return {
    port: () => port,
    received,
    meet: (manner) => void manners.push(manner),
    start: () =>
      new Promise((resolve) => {
        const made = make();
        server = made;
        server.on('error', () => undefined);
        server.server.on('connection', (socket) => {
          // Taken in the moment of the stop, which would wait for it.
          if (server !== made) {
            socket.destroy();
            return;
          }
          sockets.add(socket);
          socket.once('close', () => sockets.delete(socket));
        });
        server.listen(port, '127.0.0.1', () => {
          port = (server?.server.address() as AddressInfo).port;
          resolve();
        });
      }),
    idle: async () => {
      while (sockets.size + reading > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    stop: () =>
      new Promise((resolve) => {
        if (!server) {
          resolve();
          return;
        }
        server.close(() => resolve());
        server = undefined;
        for (const socket of sockets) socket.destroy();
        sockets.clear();
      }),
  };
}

const reply = (responseCode: number, text: string) =>
  Object.assign(new Error(text), { responseCode });

async function keep(stream: Readable, to: string[]): Promise<ReceivedMail> {
  const raw = await buffer(stream);
  const parsed = await simpleParser(raw, { skipTextToHtml: true });
  const { messageId = '', subject = '', text = '' } = parsed;
  return { raw: raw.toString('utf8'), to, messageId, subject, text: text.trim() };
}
