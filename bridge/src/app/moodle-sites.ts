import { z } from 'zod';
import {
  normaliseRealm,
  readVouches,
  vouchable,
  type Vouches,
} from '../features/directory/people/index.ts';
import { jsonText } from '../kernel/json-text.ts';
import { tokenStrength, weaknessOf } from '../kernel/secret-strength.ts';

/** What a source may vouch for: keys by comma, or `none`. */
export function vouchesList(text: string, context: z.RefinementCtx): Vouches {
  const { vouches, unknown } = readVouches(text);
  if (unknown.length === 0) return vouches;
  context.addIssue({ code: 'custom', message: `must be of ${vouchable.join(', ')}, by comma` });
  return z.NEVER;
}

const web = z.url({ protocol: /^https?$/u });
const token = z.string().min(8, 'must have at least 8 characters');
const vouches = z
  .string()
  .default('')
  .transform((list, context) => vouchesList(list, context));

/** One of several Moodles, as MOODLE_SITES lists them. */
export const moodleSiteShape = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'must be a short name of small letters, digits and -')
    .describe('what it is called: sync moodle:<name>'),
  url: web.describe('its wwwroot, exactly'),
  token: token.describe('token of its web service account'),
  vouches: vouches.describe('what it vouches for, as MOODLE_VOUCHES'),
  issuer: web
    .optional()
    .describe('issuer of its LTI launches, where that is another address than its wwwroot'),
});

const sitesText = jsonText(z.array(moodleSiteShape).max(50));

/** The settings of Moodles: one by itself, further ones by a list. */
export const moodleSettings = {
  MOODLE_URL: web.optional().describe('Moodle’s wwwroot, exactly; for rosters by web services.'),
  MOODLE_TOKEN: token.optional().describe('Token of Moodle’s web service account.'),
  MOODLE_VOUCHES: vouches.describe(
    'What Moodle vouches for, by comma: campusNumber, mail, phone. Only what is locked in its profiles; empty: nothing but its own ids.',
  ),
  MOODLE_ISSUER: web
    .optional()
    .describe('Issuer of its LTI launches, where that is another address than MOODLE_URL.'),
  MOODLE_SITES: sitesText
    .default([])
    .describe('Further Moodles, as JSON: [{"name","url","token"}], each with these keys:'),
  MOODLE_MESSAGES: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(false)
    .describe(
      'Send messages inside the Moodle of MOODLE_URL to those who want them (moodle/site:messageanyuser).',
    ),
};

/** A Moodle whose web services are configured. */
export interface MoodleSite {
  /** As a source of rosters: `moodle`, `moodle:<name>` for further ones. */
  source: string;
  wwwroot: string;
  token: string;
  vouches: Vouches;
  /** Issuer of its LTI launches. */
  issuer: string;
  /** The setting that says what it vouches for. */
  vouchesSetting: string;
}

/** The settings of Moodles, as far as sites are made of them. */
export type MoodleConfig = Omit<z.infer<z.ZodObject<typeof moodleSettings>>, 'MOODLE_MESSAGES'>;

/** Every Moodle that is configured, the one of MOODLE_URL first. */
export function moodleSites(config: MoodleConfig): MoodleSite[] {
  const { MOODLE_URL: wwwroot, MOODLE_TOKEN: key } = config;
  const further = config.MOODLE_SITES.map((site) => ({
    source: `moodle:${site.name}`,
    wwwroot: site.url,
    token: site.token,
    vouches: site.vouches,
    issuer: site.issuer ?? site.url,
    vouchesSetting: `"vouches" of ${site.name} in MOODLE_SITES`,
  }));
  if (wwwroot === undefined || key === undefined) return further;
  const first = {
    source: 'moodle',
    wwwroot,
    token: key,
    vouches: config.MOODLE_VOUCHES,
    issuer: config.MOODLE_ISSUER ?? wwwroot,
    vouchesSetting: 'MOODLE_VOUCHES',
  };
  return [first, ...further];
}

/** A Moodle's launches speak of the same accounts as its web services, under whatever address it issues them. */
export const moodleAliases = (config: MoodleConfig): Record<string, string> =>
  Object.fromEntries(
    moodleSites(config)
      .map(({ issuer, wwwroot }) => [normaliseRealm(issuer), normaliseRealm(wwwroot)] as const)
      .filter(([issuer, wwwroot]) => issuer !== wwwroot),
  );

/** What is wrong with the Moodles that a configuration names. */
export function moodleProblems(config: MoodleConfig): string[] {
  const sites = moodleSites(config);
  const once: [string, string[]][] = [
    ['name', config.MOODLE_SITES.map(({ name }) => name)],
    ['url', sites.map(({ wwwroot }) => normaliseRealm(wwwroot))],
    ['issuer', sites.map(({ issuer }) => normaliseRealm(issuer))],
  ];
  const twice = once.flatMap(([key, values]) => {
    const value = values.find((one, at) => values.indexOf(one) !== at);
    return value === undefined ? [] : [`MOODLE_SITES: two Moodles have the ${key} ${value}`];
  });
  const weak = config.MOODLE_SITES.flatMap(({ name, token: secret }) => {
    const why = weaknessOf(secret, tokenStrength);
    return why === null ? [] : [`MOODLE_SITES: the token of ${name} ${why} [secret/weak]`];
  });
  return [...twice, ...weak];
}
