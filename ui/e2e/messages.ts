import { setTimeout as wait } from 'node:timers/promises';
import type { Message } from '../../plugin/demo-campus/mail/mailbox.ts';
import { patience } from '../../bridge/test/becomes.ts';
import type { Fixture } from './fixture.ts';

/** Which message is meant: by its text, or when there are so many. */
interface Wanted {
  about?: RegExp;
  count?: number;
}

/**
 * The newest message to somebody, mail or SMS, once it has come.
 * @param recipient a mail address, or a number as E.164
 * @throws Error with what did come, when it never does
 */
export async function messageTo(
  { demo }: Fixture,
  recipient: string,
  { about = /(?:)/u, count = 1 }: Wanted = {},
): Promise<Message> {
  const { mailbox } = demo.mail;
  const end = Date.now() + patience;
  for (;;) {
    const found = mailbox.list(recipient).filter(({ text }) => about.test(text));
    const [newest] = found;
    if (newest && found.length >= count) return newest;
    if (Date.now() > end) throw new Error(`${count} of ${about} to ${recipient}: ${seen(mailbox)}`);
    await wait(100);
  }
}

/** The code in the newest message to somebody, once one has come. */
export async function codeTo(fixture: Fixture, recipient: string): Promise<string> {
  const { text } = await messageTo(fixture, recipient, { about: /\b\d{6}\b/u });
  return /\b\d{6}\b/u.exec(text)?.[0] ?? '';
}

const seen = (mailbox: Fixture['demo']['mail']['mailbox']): string =>
  `only ${mailbox
    .list()
    .map(({ to, text }) => `${to.join(' ')}: ${text}`)
    .join('\n')}`;
