import { randomInt } from 'node:crypto';
import { sheetWriter } from '../src/adapters/sheets/index.ts';
import type { PersonalData, Step } from '../src/kernel/personal-data.ts';
import { personalData, retentions } from '../src/app/personal-data.ts';
import { attendanceSweeper } from '../src/features/meetings/attendance-retention.ts';
import type { Posting } from '../src/features/notifications/outbox/index.ts';
import { createDirectory } from '../src/features/directory/index.ts';
import { createMeetingReader } from '../src/features/meetings/index.ts';
import { findGuest } from '../src/features/meetings/admission/belonging-repository.ts';
import { isInside } from '../src/features/meetings/occupant-repository.ts';
import { contactsOf } from '../src/features/access/accounts/contact-repository.ts';
import { createSessions } from '../src/features/access/sessions/index.ts';
import { createPrivacy } from '../src/features/admin/privacy/index.ts';
import type { Database } from '../src/kernel/database.ts';
import { createEvents } from '../src/kernel/events.ts';
import { newId } from '../src/kernel/ids.ts';
import { createLog } from '../src/kernel/log.ts';
import { adminFixture } from './admin-fixture.ts';
import { shippedTemplates } from './shipped-templates.ts';
import type { Actor } from './campus.ts';

/** The campus of two colleges, with what erases people and lets old things go; what would be sent is kept. */
export async function privacyFixture(db: Database, isReviewed = true) {
  const fixture = await adminFixture(db);
  await fixture.people.course(fixture.other, [fixture.painter]);
  const { clock, roles, audit } = fixture;
  const { people } = createDirectory({ db, clock });
  const sent: Posting[] = [];
  const log = createLog('silent');
  const events = createEvents(log);
  const closed: string[] = [];
  const { guests } = createMeetingReader({ db });
  events.subscribe({ 'session.ended': ({ sessionIds }) => void closed.push(...sessionIds) });
  const deps = {
    db,
    clock,
    log,
    roles,
    audit,
    events,
    people,
    sessions: createSessions({ db, clock, events, people: { find: people.find }, guests }),
    contacts: { of: contactsOf },
    meetings: { isInside, findGuest, idsOfCourse: () => Promise.resolve([]) },
    data: personalData,
    retentions,
    sweepers: [attendanceSweeper(db)],
    isReviewed,
    proof: { require: () => Promise.resolve() },
    key: Buffer.alloc(32, 7),
    outbox: {
      add: (_: Database, posting: Posting) => {
        sent.push(posting);
        return Promise.resolve();
      },
      carries: () => true,
    },
    templates: shippedTemplates(db),
    writer: sheetWriter,
    product: 'Campus Meet',
    publicUrl: 'https://meet.uni.test',
    campusZone: 'Asia/Shanghai',
  };
  const { erasures, retention, sweepers } = createPrivacy(deps);
  return { ...fixture, deps, erasures, retention, sweepers, sent, closed };
}

/** Somebody of whom something is kept in every way that a feature states. */
export interface Filled {
  email: string;
  phone: string;
  campusNumber: string;
}

const secret = /digest|hash|payload|endpoint|p256dh|auth/u;
const nameLike = /name|mail|phone|said|title|message|search|reason|person$|cells|recipient/u;

/**
 * Puts a row into every table that holds something about somebody, one for each way in which it does. Names
 * stand wherever erasure says that it takes them away, `SECRET` in everything that is one.
 */
export async function fill(db: Database, who: Actor, known: Filled): Promise<void> {
  await db('people').where({ id: who.id }).update({
    display_name: who.name,
    given_name: who.name,
    search_name: who.name,
    sort_name: who.name,
    email: known.email,
    email_key: known.email,
    phone: known.phone,
    phone_key: known.phone,
    campus_number: known.campusNumber,
  });
  const parents = await parentsIn(db);
  await db.transaction(async (trx) => {
    const inOrder = personalData.toSorted((a, b) => rankOf(a) - rankOf(b));
    for (const data of inOrder) {
      if (data.table === 'people' || data.holds === 'guest') continue;
      const row = await rowFor(trx, data, { who, known, parents });
      await trx(data.table).insert(row).onConflict().ignore();
      if (typeof row['id'] === 'string') parents[parentOf[data.table] ?? ''] ??= row['id'];
    }
  });
}

/** The columns by which rows refer to rows of these tables. */
const parentOf: Record<string, string> = {
  meetings: 'meeting_id',
  meeting_series: 'series_id',
  calls: 'call_id',
  registration_batches: 'batch_id',
  meeting_links: 'link_id',
  lti_platforms: 'platform_id',
  roster_runs: 'run_id',
};

/** What is referred to comes first, and ways over other tables after these. */
const rankOf = ({ table, via = [] }: PersonalData): number =>
  table in parentOf ? via.length : 10 + via.length;

async function parentsIn(db: Database): Promise<Record<string, string>> {
  const first = async (table: string) => ((await db(table).first()) as { id: string }).id;
  const other = (await db('people').where({ display_name: 'Painter %_' }).first()) as {
    id: string;
  };
  const somebody = ['person_id', 'favourite_id', 'met_id', 'submitter_id'].map((column) => [
    column,
    other.id,
  ]);
  return {
    ...(Object.fromEntries(somebody) as Record<string, string>),
    department_id: await first('departments'),
    course_id: await first('courses'),
  };
}

/** Puts a row into a table: what is not said is something plain, and refers to rows that are there. */
export async function addRow(
  db: Database,
  table: string,
  said: Record<string, string | number | null>,
): Promise<Record<string, unknown>> {
  const info = await db(table).columnInfo();
  const parents = await parentsIn(db);
  for (const [parent, column] of Object.entries(parentOf)) {
    if (!(column in info) || column in said) continue;
    const row = (await db(parent).first()) as { id: string } | undefined;
    if (row) parents[column] = row.id;
  }
  const taken = null;
  const plain = Object.entries(info)
    .filter(([column]) => column !== 'seq')
    .map(([column, { type, maxLength, nullable }]) => {
      if (nullable && column.endsWith('_at')) return [column, null];
      const value = parents[column] ?? plainValue(column, { type, taken, name: 'plain' });
      return [column, typeof value === 'string' ? value.slice(0, longest(maxLength)) : value];
    });
  const row = { ...(Object.fromEntries(plain) as Record<string, unknown>), ...said };
  await db(table).insert(row);
  return row;
}

interface Whose {
  who: Actor;
  known: Filled;
  /** What columns that refer to other rows refer to. */
  parents: Record<string, string>;
}

async function rowFor(trx: Database, data: PersonalData, whose: Whose) {
  const info = await trx(data.table).columnInfo();
  const taken = data.erase === 'delete' ? null : new Set(Object.keys(data.erase.keep));
  const entries = Object.entries(info).map(([column, { type, maxLength }]) => {
    const value =
      whose.parents[column] ?? plainValue(column, { type, taken, name: whose.who.name });
    const most = longest(maxLength);
    return [column, typeof value === 'string' ? value.slice(0, most) : value] as const;
  });
  const counted = data.table === 'audit_entries' || data.table === 'address_book_people';
  const row = Object.fromEntries(entries.filter(([column]) => !(counted && column === 'seq')));
  const stamp = data.erase === 'delete' ? undefined : data.erase.stamp;
  return {
    ...row,
    ...(stamp === undefined ? {} : { [stamp]: null }),
    [data.column]: await whoseValue(trx, data, whose),
    ...data.when,
  };
}

/** SQLite tells numbers as texts, and nothing where there is no bound. */
const longest = (told: unknown): number => Number(told ?? 1000);

function plainValue(
  column: string,
  { type, taken, name }: { type: string; taken: Set<string> | null; name: string },
): string | number {
  if (/int|bool|decimal/u.test(type)) return column === 'number' ? randomInt(1_000_000) : 1;
  if (secret.test(column)) return `SECRET ${newId()}`;
  const isTaken = taken?.has(column) ?? true;
  if (
    ['before', 'after', 'candidates', 'report', 'counts', 'edits', 'flaws', 'detail'].includes(
      column,
    )
  ) {
    return isTaken ? JSON.stringify([name]) : '[]';
  }
  return nameLike.test(column) && isTaken ? name : newId();
}

async function whoseValue(trx: Database, data: PersonalData, { who, known }: Whose) {
  const [step, next] = data.via ?? [];
  if (step) {
    // The row of the parent that leads to the person, made a moment ago.
    const where = next
      ? { [step.column]: await keyOf(trx, next, { [next.column]: who.id }) }
      : { [step.column]: data.holds === 'address' ? known.email : who.id };
    return keyOf(trx, step, where);
  }
  if (data.holds === 'address') return known.email;
  if (data.holds === 'campus-number') return known.campusNumber;
  return data.holds === 'text' ? JSON.stringify([who.id]) : who.id;
}

async function keyOf(
  trx: Database,
  { table, key }: Pick<Step, 'table' | 'key'>,
  where: Record<string, string | number>,
): Promise<string | number> {
  const row = (await trx(table).where(where).first()) as
    Record<string, string | number> | undefined;
  return row?.[key] ?? '';
}
