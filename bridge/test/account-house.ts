import type { Database } from '../src/kernel/database.ts';
import { settableClock } from '../src/kernel/clock.ts';
import { campus } from './campus.ts';
import { createCodes, createLogin, createThrottle } from '../src/features/accounts/index.ts';
import type { AccountPeople } from '../src/features/accounts/ports.ts';
import type { Posting } from '../src/features/outbox/index.ts';
import { createPeople } from '../src/features/people/index.ts';
import { createSessionRepository, createSessions } from '../src/features/sessions/index.ts';

export const teacher = {
  email: 'wang.fang@uni.test',
  phone: '+8613812345678',
  campusNumber: 'T2024001',
};

/** Logging in, on a database with two people; what would be sent is kept. */
export async function accountHouse(db: Database, carried: readonly string[] = ['sms', 'mail']) {
  const clock = settableClock();
  const registered = campus(db, clock);
  const [fang, wei] = [await registered.person('王芳'), await registered.person('李伟')];
  await db('people').where({ id: fang.id }).update({
    email: teacher.email,
    email_key: teacher.email,
    phone: teacher.phone,
    phone_key: teacher.phone,
    campus_number: teacher.campusNumber,
    locale: 'zh-CN',
  });
  const registry = createPeople({ db, clock });
  const people: AccountPeople = { findActive: registry.findActive, knownBy: registry.named };
  const sent: Posting[] = [];
  const outbox = {
    add: (_: Database, posting: Posting) => {
      sent.push(posting);
      return Promise.resolve();
    },
    carries: (kind: string) => carried.includes(kind),
  };
  const sessions = createSessions({
    repository: createSessionRepository(db),
    people: { find: registry.findActive },
    guests: { find: () => Promise.resolve(null) },
    clock,
  });
  const key = Buffer.alloc(32, 7);
  /** A bridge of its own on the same database. */
  const bridge = () => {
    const codes = createCodes({ db, clock, key, people, outbox, product: 'Campus Meet' });
    const throttle = createThrottle({ db, clock, key });
    return { codes, throttle, login: createLogin({ codes, throttle, people, sessions, outbox }) };
  };
  const first = bridge();
  /** Asks for a code and lets it be sent; answers the request's id and the code, null when none went out. */
  const codeFor = async (identifier: string, { via = 'sms', from = '10.0.0.1' }: Asked = {}) => {
    const before = sent.length;
    const asked = await first.login.askForCode({ identifier, via }, from);
    await first.codes.deliver();
    const text = textOf(sent[before]);
    return { ...asked, code: /\b\d{6}\b/u.exec(text)?.[0] ?? null };
  };
  return { ...first, bridge, clock, db, fang, wei, sent, sessions, people, codeFor };
}

interface Asked {
  via?: 'sms' | 'mail';
  from?: string;
}

const textOf = (posting: Posting | undefined): string =>
  posting && 'text' in posting.message ? posting.message.text : '';
