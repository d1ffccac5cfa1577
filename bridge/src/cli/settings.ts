import { z } from 'zod';
import { settings } from '../app/config.ts';
import { directoryShape } from '../app/directory-settings.ts';
import { moodleSiteShape } from '../app/moodle-sites.ts';

export const settingsUsage =
  'settings                                   every setting, as a file to fill in';

/** Prints every setting with what it is for: a campus-meet.env to fill in. Those without a value must be given. */
export function settingsCommand(print: (line: string) => void): number {
  for (const [name, shape] of Object.entries(settings.shape)) {
    const fallback = shape.safeParse(undefined);
    const value = fallback.success ? shown(fallback.data ?? '') : '';
    print(`# ${shape.description ?? ''}`);
    if (name === 'LDAP_SETTINGS') printKeys(directoryShape, print);
    if (name === 'MOODLE_SITES') printKeys(moodleSiteShape, print);
    print(`${fallback.success ? '# ' : ''}${name}=${value}\n`);
  }
  return 0;
}

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
