import assert from 'node:assert/strict';
import { forEachDatabase } from '../../test/databases.ts';
import { tablesOf } from '../../test/whole-database.ts';
import type { Database } from '../kernel/database.ts';
import type { PersonalData } from '../kernel/personal-data.ts';
import { personalData } from './personal-data.ts';

/** Columns that could say who somebody is. Whoever adds such a column declares it, or says here why not. */
const idLike =
  /(^|_)(person|people|participant|guest|owner|host|caller|actor|subject|submitter|reviewer|favourite|met|member|user|candidates?|survivor|editor|admin)(_ids?|_person_id)?$|_by$/u;
const nameLike =
  /name|e?mail|phone|campus_number|recipient|identifier|contact|said|cells|report|snapshot|message|payload|^before$|^after$|search|sealed|hint|label|title|person$/u;
const secret = /digest|hash|password|payload|refresh|access|auth|p256dh|endpoint|token|secret/u;

/** Tables that hold nothing about anybody, and columns that only look as if they did. */
const impersonal: Record<string, string> = {
  'knex_migrations.name': 'the schema itself',
  lti_platforms: 'an LMS',
  lti_logins: 'a launch under way, gone within minutes, opened by nobody but its browser',
  lti_selections: 'sealed with a key that is not kept, gone within minutes',
  lti_tool_keys: 'our own keys',
  lti_registration_codes: 'codes that name nobody',
  knex_migrations: 'the schema itself',
  knex_migrations_lock: 'the schema itself',
  departments: 'units',
  courses: 'courses',
  course_groups: 'groups of a course, by name',
  roster_addresses: 'where a course’s roster is fetched',
  'roster_runs.owner': 'the process that holds the run',
  'roster_runs.snapshot':
    'waits for a yes: whoever is in it is listed, so nobody of it can be erased',
  roster_turns: 'whose turn it is to write',
  roster_change_units: 'units',
  roster_cursors: 'how far a directory was read',
  conference_sources: 'conference servers',
  entry_window: 'how many may be on their way at once',
  'meetings.subject': 'what a meeting is about',
  'meeting_series.subject': 'what a meeting is about',
  meeting_permissions: 'what a meeting allows',
  series_invited_units: 'which units a series is for',
  live_bridges: 'our own processes',
  address_book_state: 'which rules the index was made by',
  job_leases: 'which of our processes does what',
  maintenance: 'whether changes are refused, and until when',
  operation_half_hours: 'figures of each half hour',
  operation_samples: 'figures of each minute',
  service_keys: 'our own keys',
  calendar_entries: 'when a series is, by the series',
  meeting_notices: 'that a meeting was told of',
  portals: 'portals',
  moodle_codes: 'which Moodle may be connected',
  moodle_connections: 'which Moodles are connected',
  moodle_rooms: 'how far a roster is',
  moodle_told: 'what a Moodle told its people of, gone within a day',
  people_trust: 'a digest of what sources may vouch for',
  registration_progress: 'how far a sheet is',
  retention: 'how long things are kept',
  attendance_totals: 'figures of a meeting, about nobody',
  grade_addresses: 'where an LMS takes grades',
  grade_columns: 'a column of a gradebook',
  grade_line_items: 'a line item of a gradebook',
  grade_links: 'activities of a course',
  attendance_rules: 'by what a course judges',
  attendance_meetings: 'whether and until when a meeting counts',
  portal_tokens: 'digests of tokens that were used',
  login_meters: 'HMACs of what was typed; nobody can be told from them',
  'admissions.by_host': 'whether a host called, not which',
  'call_invitees.told_by': 'by what sort of message',
  'ring_settings.ringable_by': 'by what sort of people',
  'outbox.lease_owner': 'the process that sends',
  'letter_versions.name': 'which message template',
  'letter_versions.subject': 'the words of a message template',
  'letter_versions.shipped_subject': 'the words of a message template',
  'registration_batches.name': 'of a file about many',
};

/** Columns and rules that a table's declarations speak of. */
function spokenOf(table: string) {
  const own = personalData.filter((data) => data.table === table);
  return {
    own,
    ids: new Set(own.map(({ column }) => column)),
    /** Whatever is in a row goes with it. */
    goes: own.some(({ erase, when }) => erase === 'delete' && when === undefined),
    kept: new Set(own.flatMap(({ erase }) => (erase === 'delete' ? [] : Object.keys(erase.keep)))),
  };
}

const isExcused = (table: string, column: string): boolean =>
  table in impersonal || `${table}.${column}` in impersonal;

function issuesOf(table: string, columns: readonly string[]): string[] {
  const { own, ids, goes, kept } = spokenOf(table);
  if (own.length === 0 && !(table in impersonal)) return [`${table}: declared by no feature`];
  return columns.flatMap((column) => {
    if (isExcused(table, column) || ids.has(column)) return [];
    if (idLike.test(column) && !kept.has(column)) return [`${table}.${column}: whose?`];
    const isNamed = nameLike.test(column) && !goes && !kept.has(column);
    return isNamed ? [`${table}.${column}: stays when the person is erased`] : [];
  });
}

forEachDatabase('what is kept about people', (open) => {
  it('is declared, every column that names somebody', async () => {
    const schema = await schemaOf(await open());
    const flaws = [...schema].flatMap(([table, columns]) => issuesOf(table, columns));
    assert.deepEqual(flaws, []);
  });

  it('is declared of tables and columns that are there, and shows no secret', async () => {
    const schema = await schemaOf(await open());
    const has = (table: string, column: string) => schema.get(table)?.includes(column) ?? false;
    const missing = personalData
      .flatMap(columnsOf)
      .filter(([table, column]) => !has(table, column));
    assert.deepEqual(missing, []);
    const shown = personalData.flatMap(({ shows }) => shows);
    assert.deepEqual(
      shown.filter((one) => secret.test(one)),
      [],
    );
    const excused = Object.keys(impersonal).map((one) => one.split('.'));
    const gone = excused.filter(([table = '', column]) =>
      column === undefined ? !schema.has(table) : !has(table, column),
    );
    assert.deepEqual(gone, [], 'a reason for what is not there any more');
  });
});

it('finds a table, an id and a name that nobody declared', () => {
  assert.deepEqual(issuesOf('diaries', ['id']), ['diaries: declared by no feature']);
  assert.deepEqual(issuesOf('meetings', ['host_person_id', 'host_name', 'closed_by', 'nickname']), [
    'meetings.closed_by: whose?',
    'meetings.nickname: stays when the person is erased',
  ]);
});

/** Every column that a declaration names. */
function columnsOf(data: PersonalData): [table: string, column: string][] {
  const { table, erase } = data;
  const kept = erase === 'delete' ? [] : [...Object.keys(erase.keep), erase.stamp ?? data.column];
  const own = [data.column, ...Object.keys(data.when ?? {}), ...data.shows, ...kept];
  const steps = data.via ?? [];
  return [
    ...own.map((column): [string, string] => [table, column]),
    ...steps.flatMap(({ table: at, key, column }): [string, string][] => [
      [at, key],
      [at, column],
    ]),
    ...(data.knows ?? []).flatMap(({ column, from }): [string, string][] =>
      from
        ? [
            [from.table, column],
            [from.table, from.key],
            [table, from.by],
          ]
        : [[table, column]],
    ),
  ];
}

async function schemaOf(db: Database): Promise<Map<string, string[]>> {
  const columns = await Promise.all(
    (await tablesOf(db)).map(
      async (table) => [table, Object.keys(await db(table).columnInfo())] as const,
    ),
  );
  return new Map(columns);
}
