import { createSignup } from '../src/features/registration/signup/index.ts';
import type { DirectoryEntry } from '../src/features/registration/signup/ports.ts';
import { createDirectory } from '../src/features/directory/index.ts';
import type { Posting } from '../src/features/notifications/outbox/index.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { campus } from './campus.ts';
import { mailerInto } from './notification-mailer.ts';
import { sheetsOver } from './registration-deps.ts';
import { shippedTemplates } from './shipped-templates.ts';

/** Applying for an account, on a database with one college and one registered person; what would be sent is kept. */
export async function applicationFixture(
  db: Database,
  { domains = ['uni.test'], directory }: Options = {},
) {
  const clock = settableClock();
  const registered = campus(db, clock);
  const known = await registered.person('王芳');
  const college = await registered.department([known]);
  await db('people').where({ id: known.id }).update({
    email: 'wang.fang@uni.test',
    email_key: 'wang.fang@uni.test',
    phone: '+8613812345678',
    phone_key: '+8613812345678',
    campus_number: 'T1',
    locale: 'en',
  });
  const campusDirectory = createDirectory({ db, clock });
  const { people, audit, roles } = campusDirectory;
  const sent: Posting[] = [];
  const outbox = {
    add: (_: Database, posting: Posting) => {
      sent.push(posting);
      return Promise.resolve();
    },
    carries: () => true,
  };
  const key = Buffer.alloc(32, 7);
  /** A bridge of its own on the same database. */
  const bridge = () =>
    createSignup({
      ...campusDirectory,
      db,
      clock,
      key,
      outbox,
      domains,
      rowImport: sheetsOver(db, clock).registration.rowImport,
      country: 'CN',
      sessions: { openedSince: () => Promise.resolve([]) },
      policy: directory ? 'directory' : 'review',
      directory: directory ? { look: directory } : null,
      queues: { patienceMs: 0 },
      templates: shippedTemplates(db),
      notifyByMail: mailerInto(outbox, { db, clock }),
      publicUrl: 'https://meet.uni.test',
    }).applying;
  const applying = bridge();
  const form = {
    name: '李雷',
    kind: 'teacher' as const,
    campusNumber: 't2',
    departmentId: college.id,
    email: 'li.lei@uni.test',
    phone: '',
    expiresOn: '',
    locale: 'zh-CN' as const,
    consent: true as const,
  };
  /** Applies and lets the mail be written; answers with what is in it. */
  const applied = async (more: Partial<typeof form> = {}, from = '10.0.0.1') => {
    const asked = await applying.apply({ ...form, ...more }, from);
    await applying.deliver();
    return { ...asked, ...inMail(sent.at(-1)) };
  };
  /** An application whose address is confirmed. */
  const waiting = async (more: Partial<typeof form> = {}, from = '10.0.0.1') => {
    const { applicationId, code } = await applied(more, from);
    await applying.confirmByCode({ applicationId, code: code ?? '' }, from);
    return applicationId;
  };
  return {
    audit,
    roles,
    db,
    clock,
    registered,
    known,
    college,
    people,
    sent,
    bridge,
    applying,
    form,
    applied,
    waiting,
  };
}

interface Options {
  domains?: readonly string[];
  /** What the directory answers; with one, whom it vouches for is accepted at once. */
  directory?: (campusNumber: string) => Promise<DirectoryEntry | null>;
}

/** The code and the link's token that a mail brings; null where there are none. */
export function inMail(posting: Posting | undefined) {
  const text = posting && 'text' in posting.message ? posting.message.text : '';
  const code = /(?<![\w-])\d{6}(?![\w-])/u.exec(text)?.[0] ?? null;
  const token = /register#([\w-]+)/u.exec(text)?.[1] ?? null;
  return { about: posting?.about, to: posting?.message.to, text, code, token };
}
