import { existsSync } from 'node:fs';
import { z } from 'zod';
import { courseRole } from '../features/directory/courses/contract.ts';
import { mostSeats } from '../features/meetings/contract.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database, DatabaseSettings } from '../kernel/database.ts';
import type { Log } from '../kernel/log.ts';
import { fleetSettings } from '../adapters/jitsi/fleet-settings.ts';
import { directoryProblems } from '../adapters/ldap/checks.ts';
import { directorySettingsText } from '../adapters/ldap/settings-text.ts';
import {
  attributeNames,
  country,
  cron,
  mailDomains,
  privateHosts,
  staffNumbers,
} from '../kernel/setting-values.ts';
import { moodleProblems, moodleSettings, vouchesList } from './moodle-sites.ts';
import { ownSecrets, secretProblems } from './secrets.ts';

const url = (protocol: RegExp) => z.url({ protocol });
const web = url(/^https?$/u);
// How good secrets are is looked at in secrets.ts, whatever else is wrong.
const secret = z.string();
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Every setting, its bounds, and what it is for: the one place that reads the environment. */
export const settings = z.object({
  CAMPUS_MEET_LISTEN: z
    .string()
    .regex(/^[^:\s]+:\d{1,5}$/u, 'must be address:port')
    .default('127.0.0.1:8090')
    .describe('Where the bridge listens, address:port.'),
  CAMPUS_MEET_URL: web.describe(
    'Where browsers reach the bridge; its origin is the one that may write.',
  ),
  CAMPUS_MEET_DATABASE: z
    .string()
    .regex(/^(sqlite:.+|(mysql|mariadb):\/\/.+)$/u, 'must be sqlite:<file> or mysql://…')
    .default('sqlite:./campus-meet.sqlite')
    .describe('sqlite:<file>, or mysql://user:password@host/database for MariaDB and MySQL.'),
  CAMPUS_MEET_SECRET: secret.describe(
    'The deployment’s own secret, 32 characters or more, by chance: seals what is secret in the database and signs codes. Keep a copy apart from the database’s.',
  ),
  CAMPUS_MEET_SECRET_OLD: secret
    .optional()
    .describe(
      'The secret before this one, until `npm run campus -- secrets rotate` has sealed everything anew.',
    ),
  CAMPUS_MEET_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('How much is logged.'),
  CAMPUS_MEET_TRUSTED_PROXIES: count(0, 5)
    .default(0)
    .describe('How many proxies stand before the bridge whose X-Forwarded-For is believed.'),
  CAMPUS_MEET_PANEL: z.string().default('').describe('Folder of the built panel; empty: ui/dist.'),
  REDIS_URL: url(/^rediss?$/u)
    .optional()
    .describe('Redis that joins several bridges on one database; one bridge alone needs none.'),
  METRICS_TOKEN: z
    .string()
    .min(24)
    .optional()
    .describe(
      'Lets monitoring read /metrics, as Authorization: Bearer, 24 characters or more; empty: nobody may.',
    ),
  MEETING_CAPACITY: count(2, mostSeats).default(mostSeats).describe('Seats of a meeting.'),
  MEETING_EMPTY_SECONDS: count(10, 86_400)
    .default(300)
    .describe('A meeting that nobody is in ends after this many seconds.'),
  START_MUTED_FROM: count(2, mostSeats)
    .default(25)
    .describe('From so many people in a meeting on, whoever comes in starts muted; hosts do not.'),
  START_CAMERA_OFF_FROM: count(2, mostSeats)
    .default(50)
    .describe('From so many people on, they start with the camera off as well; hosts do not.'),
  JOINS_AT_ONCE: count(5, 5_000)
    .default(50)
    .describe(
      'How many people may be on their way in at once until it was measured how fast Jitsi takes them; the others wait and see their place.',
    ),
  RINGS_IN_TEN_MINUTES: count(1, 1_000)
    .default(12)
    .describe('How often somebody may ring the same person within ten minutes.'),
  COURSE_HOST_ROLES: z
    .string()
    .default('editing-teacher,teacher')
    .transform((list) => list.split(',').map((role) => role.trim()))
    .pipe(z.array(courseRole).min(1))
    .describe('Which roles of the LMS may host, by comma.'),
  JITSI_DOMAIN: z.string().min(1).describe('XMPP domain of the conference server.'),
  JITSI_MUC: z.string().min(1).describe('XMPP domain of its rooms.'),
  JITSI_FOCUS: z.string().min(1).describe('XMPP address of the focus (Jicofo).'),
  JITSI_SERVICE_URL: url(/^(wss?|https?)$/u).describe('Websocket (or BOSH) address for browsers.'),
  JITSI_LIBRARY_URL: web.describe('Where browsers load lib-jitsi-meet: the deployment’s own.'),
  JITSI_COMMANDS_URL: web.describe('Where mod_campus_meet takes commands; keep it private.'),
  JITSI_MESSAGE_SECRET: secret.describe(
    'Signs events and commands between Prosody and the bridge.',
  ),
  JITSI_APP_ID: z.string().min(1).default('campus-meet').describe('Issuer of the room tokens.'),
  JITSI_APP_SECRET: secret.describe('Signs the room tokens (HS256); Prosody’s app_secret.'),
  JITSI_AUDIENCE: z.string().min(1).default('jitsi').describe('Audience of the room tokens.'),
  ...fleetSettings,
  CAMPUS_COUNTRY: country
    .default('CN')
    .describe(
      'Where telephone numbers without a calling code are from (ISO 3166-1, for example DE); to be set before the first people come.',
    ),
  CAMPUS_MEET_NAME: z
    .string()
    .min(1)
    .max(100)
    .default('Campus Meet')
    .describe('How LMSs show us in their lists of tools.'),
  CAMPUS_MEET_LOGO: z
    .string()
    .regex(/\.(svg|png)$/u, 'must be an SVG or PNG file')
    .refine((file) => existsSync(file), 'is not there')
    .optional()
    .describe(
      'The campus’s sign, an SVG or PNG file, square: it stands on the pages for logging in, applying and joining.',
    ),
  LTI_REGISTRATION_OPEN: flag
    .default(false)
    .describe('Let any LMS register itself at /lti/register; otherwise by one-time addresses.'),
  LTI_ALLOW_HTTP: flag
    .default(false)
    .describe(
      'Let LMS on loopback addresses speak plain HTTP, and list those as PRIVATE_SERVICE_HOSTS does; for trying things out.',
    ),
  PRIVATE_SERVICE_HOSTS: privateHosts.describe(
    'LMS inside the campus that may be called: host names, addresses and networks, by comma, for example moodle.uni.test,10.20.0.0/16. Other private, loopback and link-local addresses are never called; link-local ones need their address here.',
  ),
  ...moodleSettings,
  SMTP_URL: url(/^smtps?$/u)
    .optional()
    .describe('The mail server: smtp://user:password@host:587, or smtps:// for TLS at once.'),
  SMTP_TLS: z
    .enum(['required', 'none'])
    .default('required')
    .describe(
      'smtp:// goes over to TLS, certificate checked; `none` only for a server on this machine.',
    ),
  MAIL_FROM: z.email().optional().describe('Address that mail comes from.'),
  MAIL_QUOTA_STUDENTS: count(0, 100_000)
    .default(100)
    .describe('How many invitations a student may mail in a day.'),
  MAIL_QUOTA_STAFF: count(0, 100_000)
    .default(1_000)
    .describe('How many invitations somebody of the staff may mail in a day.'),
  SMS_URL: web.optional().describe('SMS gateway that takes POST {to, text} as JSON.'),
  SMS_SECRET: z.string().min(8).optional().describe('Its key, sent as Authorization: Bearer.'),
  WEB_PUSH_ALLOW_PRIVATE: flag
    .default(false)
    .describe('Let web push go to private addresses and plain HTTP; for trying things out.'),
  LDAP_URL: url(/^ldaps?$/u)
    .optional()
    .describe('The directory, ldap:// or ldaps://.'),
  LDAP_DIALECT: z
    .enum(['openldap', 'active-directory'])
    .default('openldap')
    .describe('What kind of directory it is: openldap or active-directory.'),
  LDAP_START_TLS: flag.default(false).describe('Go over to TLS after connecting (ldap:// only).'),
  LDAP_BIND_DN: z.string().default('').describe('Account that reads the directory.'),
  LDAP_BIND_PASSWORD: z.string().default('').describe('Its password.'),
  LDAP_BASE: z
    .string()
    .default('')
    .describe('Where people are searched, for example dc=uni,dc=edu.'),
  LDAP_SETTINGS: directorySettingsText
    .default({ people: {}, units: {} })
    .describe('What differs from the dialect’s usual attributes, as JSON:'),
  LDAP_VOUCHES: z
    .string()
    .default('campusNumber,mail,phone')
    .transform((list, context) => vouchesList(list, context))
    .describe('What the directory vouches for, by comma: campusNumber, mail, phone; or none.'),
  LOGIN_LDAP: attributeNames.describe(
    'Log in with the directory’s password: attributes that people name themselves by, for example uid,mail.',
  ),
  ADDRESS_BOOK_STAFF_NUMBERS: z
    .string()
    .default('')
    .transform((pattern, context) => staffNumbers(pattern, context))
    .describe(
      'Regular expression of the campus numbers of staff, for example T\\d+; empty: told by courses.',
    ),
  ADDRESS_BOOK_STUDENTS_SEE_MAIL_OF: z
    .enum(['nobody', 'teachers', 'course-mates'])
    .default('teachers')
    .describe('Whose mail addresses students see: nobody, teachers or course-mates.'),
  REGISTRATION_MAIL_DOMAINS: mailDomains.describe(
    'Whose mail addresses may apply for an account at /register, by comma; *.uni.test for all below; empty: nobody.',
  ),
  REGISTRATION_REVIEW: z
    .enum(['none', 'department'])
    .default('none')
    .describe('Whose sheets wait for a system admin: nobody’s, or those of department admins.'),
  ERASURE_POLICY: z
    .enum(['review', 'at-once'])
    .default('review')
    .describe(
      'Whether a system admin has to agree when people ask to be erased (review), or the seven days in which they can take it back are enough (at-once).',
    ),
  APPLICATION_POLICY: z
    .enum(['review', 'directory'])
    .default('review')
    .describe(
      'Who decides about applications: an admin (review); or at once where the directory has the same campus number, name, mail and unit (directory).',
    ),
  SYNC_SCHEDULE: cron.describe(
    'Cron pattern of full roster syncs, for example 30 2 * * * for every night; empty: none.',
  ),
  SYNC_CHANGES_SCHEDULE: cron.describe(
    'Cron pattern of syncs that take only what changed since the last one, where the source can tell (directories), for example */5 * * * *; who left is found by the full ones. Empty: none.',
  ),
  SYNC_REMOVAL_SHARE: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('A sync that would remove more than this share of the members asks first.'),
});

export type Settings = z.infer<typeof settings>;

/** What everything is made with: these settings, a database that is ready, the time and the log. */
export interface Deps {
  config: Settings;
  db: Database;
  clock: Clock;
  log: Log;
}

/** Thrown at start with every problem of the configuration at once. */
export class ConfigurationError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The configuration has ${problems.length} problem(s):\n  ${problems.join('\n  ')}`);
    this.problems = problems;
  }
}

/** Parses the configuration once. @throws ConfigurationError that lists every problem */
export function readConfig(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  const problems = [
    ...(parsed.success ? togetherProblems(parsed.data) : shapeProblems(parsed.error)),
    ...secretProblems(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  return parsed.data;
}

/** What has not the right form; secrets that are missing are told of by those who look at them. */
const shapeProblems = ({ issues }: z.ZodError): string[] =>
  issues
    .filter(({ path }) => !ownSecrets.some((name) => name === path[0]))
    .map(({ path, message }) => `${path.join('.')}: ${message}`);

/** Where the data is, from CAMPUS_MEET_DATABASE. */
export function databaseSettings(config: Settings): DatabaseSettings {
  const value = config.CAMPUS_MEET_DATABASE;
  return value.startsWith('sqlite:')
    ? { kind: 'sqlite', file: value.slice('sqlite:'.length) }
    : { kind: 'mariadb', url: value.replace(/^mariadb:/u, 'mysql:') };
}

/** Settings that come both or not at all. */
const pairs = [
  ['MOODLE_URL', 'MOODLE_TOKEN'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['SMS_URL', 'SMS_SECRET'],
] as const;

/** What does not fit together in the settings. */
const togetherProblems = (config: Settings): string[] => [
  ...pairs
    .filter(([one, other]) => (config[one] === undefined) !== (config[other] === undefined))
    .map(([one, other]) => `${one} and ${other}: give both or neither`),
  ...moodleProblems(config),
  ...directoryProblems(config),
];
