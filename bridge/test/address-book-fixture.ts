import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { composeBridge } from '../src/app/bridge.ts';
import { readConfig } from '../src/app/config.ts';
import type { AddressBookEntry } from '../src/features/directory/address-book/contract.ts';
import { createAddressBook } from '../src/features/directory/address-book/index.ts';
import type { PersonFacts } from '../src/features/directory/people/index.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { anAccount } from './roster-fixtures.ts';

const settings = {
  CAMPUS_MEET_URL: 'https://meet.uni.test',
  CAMPUS_MEET_LOG: 'silent',
  JITSI_DOMAIN: 'meet.uni.test',
  JITSI_MUC: 'conference.meet.uni.test',
  JITSI_FOCUS: 'focus.meet.uni.test',
  JITSI_SERVICE_URL: 'wss://meet.uni.test/xmpp-websocket',
  JITSI_LIBRARY_URL: 'https://meet.uni.test/libs/lib-jitsi-meet.min.js',
  JITSI_COMMANDS_URL: 'http://127.0.0.1:9/campus-meet/commands',
  CAMPUS_MEET_SECRET: 'vTq0mXo8wB3kQy7nLr2hCz5sJd9fGa1e',
  JITSI_MESSAGE_SECRET: '6f1d0b8e4c2a97530e8fb61c4da29735',
  JITSI_APP_SECRET: 'b27c90e41f6d853a0d9e74b8c1f3a562',
  ADDRESS_BOOK_STAFF_NUMBERS: 'T\\d+',
};

const log = pino({ level: 'silent' });

/** What a request was answered. */
interface Answer {
  status: number;
  names: string[];
  entries: AddressBookEntry[];
  next: string | null;
  code: string | undefined;
  body: Record<string, unknown>;
}

/** The whole bridge over HTTP on an open database, with people whom the test names. */
export async function addressBookFixture(db: Database) {
  const clock = settableClock();
  const config = readConfig(settings);
  const bridge = composeBridge({ config, db, clock, log });
  bridge.server.listen(0, '127.0.0.1');
  await once(bridge.server, 'listening');
  const base = `http://127.0.0.1:${(bridge.server.address() as AddressInfo).port}`;
  const { people, courses, departments, sessions } = bridge.registry;
  const indexer = createAddressBook({
    db,
    clock,
    log,
    people,
    departments,
    courses: courses.relations,
    presence: null,
    isAdmin: () => Promise.resolve(false),
    studentsSeeMailOf: config.ADDRESS_BOOK_STUDENTS_SEE_MAIL_OF,
    staffNumbers: config.ADDRESS_BOOK_STAFF_NUMBERS,
  });
  const ids = new Map<string, string>();
  const tokens = new Map<string, string>();

  const tokenOf = async (externalId: string) => {
    const known = tokens.get(externalId);
    if (known !== undefined) return known;
    const personId = ids.get(externalId) ?? '';
    const ticket = await sessions.issueTicket({
      kind: 'person',
      personId,
      courseId: null,
      meetingId: null,
    });
    const answer = await fetch(`${base}/api/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    const { session } = (await answer.json()) as { session: { accessToken: string } };
    tokens.set(externalId, session.accessToken);
    return session.accessToken;
  };

  const ask = async (as: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = {
      Authorization: `Bearer ${await tokenOf(as)}`,
      'Content-Type': 'application/json',
    };
    const answer = await fetch(`${base}/api/address-book${path}`, { ...init, headers });
    const body = (await answer.json()) as Record<string, unknown>;
    const entries = (body['entries'] ?? []) as AddressBookEntry[];
    const names = entries.map(({ name }) => name);
    const code = body['code'] as string | undefined;
    return { status: answer.status, names, entries, next: body['next'] as string, code, body };
  };

  return {
    clock,
    base,
    indexer,
    ids,
    ask,
    /** Searches or lists as somebody; `query` and the like as the endpoint takes them. */
    find: (as: string, query: Record<string, string>) =>
      ask(as, `?${new URLSearchParams(query).toString()}`),
    /** What the directory says of people; then the address book catches up. */
    tell: async (accounts: readonly PersonFacts[], complete = false) => {
      const from = { source: 'ldap:campus', realm: 'ldap:campus' };
      const diff = await people.diff(db, { from, people: accounts, complete });
      await people.apply(db, diff);
      for (const [externalId, id] of diff.personIds) ids.set(externalId, id);
      await indexer.catchUp();
    },
    /** Units as `id → parent` and who is in which. */
    place: async (units: Record<string, string | null>, members: Record<string, string[]>) => {
      const source = 'ldap:campus';
      const report = {
        source,
        departments: Object.entries(units).map(([externalId, parentExternalId]) => ({
          externalId,
          parentExternalId,
          name: externalId,
        })),
        members: Object.entries(members).flatMap(([departmentExternalId, inside]) =>
          inside.map((one) => ({ departmentExternalId, personId: ids.get(one) ?? '' })),
        ),
      };
      await departments.apply(db, source, await departments.diff(db, report));
      await indexer.catchUp();
    },
    /** Moodle's list of one course: who teaches, who attends, and who of them is in group 1. */
    enrol: async (course: { teachers: string[]; students: string[]; group: string[] }) => {
      const from = { source: 'moodle:https://lms.test', realm: 'https://lms.test' };
      const line = (role: 'editing-teacher' | 'student') => (one: string) => ({
        personId: ids.get(one) ?? '',
        role,
        groups: course.group.includes(one) ? ['1'] : [],
      });
      const report = {
        from,
        course: { externalId: '7', label: null, title: '数据结构', category: null },
        groups: [{ externalId: '1', name: '第1组' }],
        members: [
          ...course.teachers.map(line('editing-teacher')),
          ...course.students.map(line('student')),
        ],
        complete: true,
      };
      await courses.apply(db, await courses.diff(db, report));
      await indexer.catchUp();
    },
    close: () => bridge.close(),
  };
}

/** An account by its Han name: family name first, of one character. */
export const aPerson = (
  externalId: string,
  name: string,
  more: Partial<PersonFacts> = {},
): PersonFacts => {
  const [familyName = '', ...given] = Array.from(name);
  return anAccount(externalId, {
    displayName: name,
    familyName,
    givenName: given.join(''),
    campusNumber: externalId.toUpperCase(),
    phone: `1380000${externalId.replace(/\D/gu, '').padStart(4, '0')}`,
    ...more,
  });
};
