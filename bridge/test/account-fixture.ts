import type { Database } from '../src/kernel/database.ts';
import { settableClock } from '../src/kernel/clock.ts';
import { createEvents } from '../src/kernel/events.ts';
import { createLog } from '../src/kernel/log.ts';
import { campus, logsInWith } from './campus.ts';
import { shippedTemplates } from './shipped-templates.ts';
import { personalData } from '../src/app/personal-data.ts';
import { createAccounts } from '../src/features/access/accounts/index.ts';
import type { QueueRules } from '../src/kernel/queues.ts';
import type { Passwords } from '../src/features/access/accounts/passwords.ts';
import type { CampusDirectory } from '../src/features/access/accounts/ports.ts';
import type { Posting } from '../src/features/notifications/outbox/index.ts';
import { createDirectory } from '../src/features/directory/index.ts';
import { createMerge } from '../src/features/directory/merge/index.ts';
import { createSessions } from '../src/features/access/sessions/index.ts';

export const teacher = {
  email: 'wang.fang@uni.test',
  phone: '+8613812345678',
  campusNumber: 'T2024001',
};

/** Logging in, on a database with two people; what would be sent is kept. */
export async function accountFixture(
  db: Database,
  carried: readonly string[] = ['sms', 'mail'],
  directory: CampusDirectory | null = null,
) {
  // Nobody waits in a line: the clock stands still.
  const lines: Partial<QueueRules> = { patienceMs: 0 };
  const clock = settableClock();
  const registered = campus(db, clock);
  const fang = await registered.person('王芳');
  const wei = await registered.person('李伟');
  await db('people').where({ id: fang.id }).update({
    email: teacher.email,
    email_key: teacher.email,
    phone: teacher.phone,
    phone_key: teacher.phone,
    campus_number: teacher.campusNumber,
    locale: 'zh-CN',
  });
  await logsInWith(db, fang.id, teacher);
  const registry = createDirectory({ db, clock });
  const sent: Posting[] = [];
  const outbox = {
    add: (_: Database, posting: Posting) => {
      sent.push(posting);
      return Promise.resolve();
    },
    addAll: (_: Database, postings: readonly Posting[]) => {
      sent.push(...postings);
      return Promise.resolve();
    },
    carries: (kind: string) => carried.includes(kind),
  };
  const events = createEvents(createLog('silent'));
  const ended: string[] = [];
  events.subscribe({ 'session.ended': ({ sessionIds }) => void ended.push(...sessionIds) });
  const sessions = createSessions({
    db,
    clock,
    events,
    people: { find: registry.people.findActive },
    guests: { find: () => Promise.resolve(null) },
  });
  const shared = {
    ...registry,
    db,
    clock,
    events,
    key: Buffer.alloc(32, 7),
    outbox,
    templates: shippedTemplates(db),
    sessions,
    directory,
    product: 'Campus Meet',
    publicUrl: 'https://meet.uni.test',
    campusZone: 'Asia/Shanghai',
  };
  const loginUrl = 'https://meet.uni.test/login';
  const merge = createMerge({ ...shared, personal: personalData, loginUrl });
  /** A bridge of its own on the same database; `rules` of its lines, and other `passwords` than the real ones. */
  const bridge = ({ rules = {}, passwords }: Other = {}) =>
    createAccounts({
      ...shared,
      merge,
      queues: { ...lines, ...rules },
      ...(passwords && { passwords }),
    });
  const first = bridge();
  const delivered = async (before: number): Promise<string | null> => {
    await first.codes.deliver();
    return /\b\d{6}\b/u.exec(textOf(sent[before]))?.[0] ?? null;
  };
  /** Asks for a code and lets it be sent; answers the request's id and the code, null when none went out. */
  const codeFor = async (identifier: string, { via = 'sms', from = '10.0.0.1' }: Asked = {}) => {
    const before = sent.length;
    const asked = await first.login.askForCode({ identifier, via }, by(from));
    return { ...asked, code: await delivered(before) };
  };
  /** Logs in with a code; answers who is signed in. */
  const enter = async (identifier: string, from = '10.0.0.1') => {
    const { codeId, code } = await codeFor(identifier, { from });
    const { reply, device } = await first.login.byCode({ codeId, code: code ?? '' }, by(from));
    return { personId: reply.person.id, sessionId: reply.session.id, device };
  };
  /** Somebody who came by a launch. */
  const launched = ({ id, sessionId }: { id: string; sessionId: string }) => ({
    personId: id,
    sessionId,
  });
  return {
    ...first,
    bridge,
    clock,
    db,
    fang,
    wei,
    sent,
    ended,
    sessions,
    codeFor,
    delivered,
    enter,
    launched,
  };
}

/** From an address, by a browser that is not known. */
export const by = (address: string, device?: string) => ({
  address,
  device,
  place: { browser: 'Firefox', system: 'Linux', browserId: null },
});

interface Other {
  rules?: Partial<QueueRules>;
  passwords?: Passwords;
}

interface Asked {
  via?: 'sms' | 'mail';
  from?: string;
}

const textOf = (posting: Posting | undefined): string =>
  posting && 'text' in posting.message ? posting.message.text : '';
