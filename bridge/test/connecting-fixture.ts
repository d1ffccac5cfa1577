import type { PersonFacts } from '../src/features/directory/people/index.ts';
import { payloadColumn, type Posting } from '../src/features/notifications/outbox/index.ts';
import type { Database } from '../src/kernel/database.ts';
import { testSealing } from './bridge-settings.ts';
import type { Actor } from './campus.ts';
import { identityFixture } from './identity-fixture.ts';

interface OutboxRow {
  id: string;
  about: string;
  payload: string;
}

type Message = Posting['message'] & { about: string };

/** The identity fixture with ways to send: what is sent stays in the outbox, where it is read. */
export async function connectingFixture(db: Database) {
  const at = await identityFixture(db, {
    SMS_URL: 'http://127.0.0.1:1/',
    SMS_SECRET: 'gw-7Kq2xLm9',
    SMTP_URL: 'smtp://127.0.0.1:1',
    SMTP_TLS: 'none',
    MAIL_FROM: 'meet@uni.test',
  });
  /** Whatever one source says of one account. */
  const says = async (source: string, facts: PersonFacts): Promise<void> => {
    at.clock.move(1_000);
    await db.transaction(async (trx) => {
      const report = { from: { source, realm: source }, people: [facts], complete: false };
      await at.registry.people.apply(trx, await at.registry.people.diff(trx, report));
    });
  };
  /** A session of somebody whom sources made known. */
  const signedIn = (id: string): Promise<Actor> =>
    at.people.elsewhere({ id, name: '', token: '', sessionId: '' });
  const send = async (who: Actor | null, request: string, body: unknown = {}) => {
    const [method = '', path = ''] = request.split(' ');
    const token = who === null ? {} : { token: who.token };
    const answer = await at.bridge.send({ method, path: `/api/${path}`, body, ...token });
    const reply = answer.code === undefined ? (JSON.parse(answer.text) as never) : null;
    return { ...answer, reply: reply as Record<string, unknown> | null };
  };
  const messages = async (): Promise<Message[]> => {
    // Emptied once it is too late to send it.
    const rows = await db<OutboxRow>('outbox').whereNot({ payload: '' }).orderBy('created_at');
    return rows.map(({ id, about, payload }) => ({
      ...(
        JSON.parse(testSealing.open(payloadColumn, id, payload)) as { message: Posting['message'] }
      ).message,
      about,
    }));
  };
  /** Waits for the jobs that send codes and tell people. */
  const settled = async (isThere: () => Promise<boolean>, rounds = 200): Promise<void> => {
    for (let round = 0; round < rounds && !(await isThere()); round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  /** The messages about something, once as many are there. */
  const told = async (about: string, least = 1, rounds = 200): Promise<Message[]> => {
    const those = async () => (await messages()).filter((message) => message.about === about);
    await settled(async () => (await those()).length >= least, rounds);
    return those();
  };
  /** Everything that was asked for has been made and sent. */
  const delivered = () =>
    settled(async () => (await db('login_codes').whereNull('sent_at')).length === 0);
  return { ...at, says, signedIn, send, messages, told, delivered };
}

export const textOf = (message: Message | undefined): string =>
  message && 'text' in message ? message.text : '';
export const codeIn = (message: Message | undefined): string =>
  /\b\d{6}\b/u.exec(textOf(message))?.[0] ?? '';
export const tokenIn = (message: Message | undefined): string =>
  /\/notice#(\S+)/u.exec(textOf(message))?.[1] ?? '';
