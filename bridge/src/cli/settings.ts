import { z } from 'zod';
import { settings } from '../app/config.ts';
import { ownSecrets } from '../app/secrets.ts';
import { newSecret } from '../kernel/ids.ts';
import { directoryShape } from '../adapters/ldap/settings-text.ts';
import { moodleSiteShape } from '../app/moodle-sites.ts';

export const settingsUsage = `settings                                   every setting, as a file to fill in
settings --example                         the same with fresh secrets, for a campus called uni.test: npm run --silent campus -- settings --example > campus-meet.env`;

/** What only the site can know, as it could be. */
const exampleValues: Record<string, string> = {
  CAMPUS_MEET_URL: 'https://meet.uni.test',
  JITSI_DOMAIN: 'meet.uni.test',
  JITSI_MUC: 'conference.meet.uni.test',
  JITSI_FOCUS: 'focus.meet.uni.test',
  JITSI_SERVICE_URL: 'wss://meet.uni.test/xmpp-websocket',
  JITSI_LIBRARY_URL: 'https://meet.uni.test/libs/lib-jitsi-meet.min.js',
  JITSI_COMMANDS_URL: 'http://127.0.0.1:5280/campus-meet/commands',
};

/**
 * Prints every setting with what it is for: a campus-meet.env to fill in. Those without a value must be given; with
 * `--example` they have one, and secrets that nobody else has.
 */
export function settingsCommand(
  print: (line: string) => void,
  args: readonly string[] = [],
): number {
  const isExample = args.includes('--example');
  for (const [name, shape] of Object.entries(settings.shape)) {
    const fallback = shape.safeParse(undefined);
    const example = isExample ? exampleOf(name) : '';
    const value = fallback.success ? shown(fallback.data ?? '') : example;
    print(`# ${shape.description ?? ''}`);
    if (name === 'LDAP_SETTINGS') printKeys(directoryShape, print);
    if (name === 'MOODLE_SITES') printKeys(moodleSiteShape, print);
    print(`${fallback.success ? '# ' : ''}${name}=${value}\n`);
  }
  return 0;
}

const exampleOf = (name: string): string =>
  ownSecrets.some((own) => own === name) ? newSecret() : (exampleValues[name] ?? '');

/** The keys of a setting that is JSON, each with what it is for. */
function printKeys(shape: z.ZodType, print: (line: string) => void, indent = '#   '): void {
  const object = layersOf(shape).at(-1);
  if (!(object instanceof z.ZodObject)) return;
  for (const [key, value] of Object.entries<z.ZodType>(object.shape)) {
    const described = layersOf(value).find(({ description }) => description !== undefined);
    print(`${indent}${key}: ${described?.description ?? ''}`.trimEnd());
    printKeys(value, print, `${indent}  `);
  }
}

/** A shape, and what stands inside of optional, nullable and defaulted ones. */
function layersOf(shape: z.ZodType): z.ZodType[] {
  const isWrapped =
    shape instanceof z.ZodOptional ||
    shape instanceof z.ZodNullable ||
    shape instanceof z.ZodDefault;
  return isWrapped ? [shape, ...layersOf(shape.unwrap() as z.ZodType)] : [shape];
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
