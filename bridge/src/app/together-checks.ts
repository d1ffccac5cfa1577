import { directoryProblems } from '../adapters/ldap/checks.ts';
import { moodleProblems, type MoodleConfig } from './moodle-sites.ts';

/** Settings that come both or not at all. */
const pairs = [
  ['MOODLE_URL', 'MOODLE_TOKEN'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['SMS_URL', 'SMS_SECRET'],
] as const;

type Together = Partial<Record<(typeof pairs)[number][number], string | undefined>> &
  Parameters<typeof directoryProblems>[0] &
  MoodleConfig;

/** What does not fit together in the settings. */
export const togetherProblems = (config: Together): string[] => [
  ...pairs
    .filter(([one, other]) => (config[one] === undefined) !== (config[other] === undefined))
    .map(([one, other]) => `${one} and ${other}: give both or neither`),
  ...moodleProblems(config),
  ...directoryProblems(config),
];
