import { stringify } from 'yaml';
import type { z } from 'zod';
import { elementOf, keysOf, layersOf } from './shapes.ts';
import { settingsShape } from './settings.ts';

/** As many videobridges as the plan wants for 500 people, one of which may fail. */
const exampleVideobridges = Array.from({ length: 8 }, (_, index) => ({
  id: `jvb${index + 1}`,
  address: `10.20.0.${index + 21}`,
}));

/** What only the site can know, as it could be; and lists, which have no defaults to show. */
const exampleValues: Record<string, unknown> = {
  domain: 'meet.uni.test',
  'campusMeet.url': 'https://meet.uni.test',
  'campusMeet.address': '10.20.0.10',
  'signalling.address': '10.20.0.10',
  videobridges: exampleVideobridges,
  regions: [{ name: 'campus', networks: ['10.20.0.0/16'] }],
  'turn.host': 'turn.uni.test',
  'turn.address': '10.20.0.12',
  'turn.publicAddress': '203.0.113.12',
  'recording.recorders': [{ id: 'jibri1', address: '10.20.0.31' }],
};

/** A settings file to fill in: every key with what it is for; what has a default is commented out. */
export const exampleSettings = (): string =>
  [
    '# Everything for Jitsi, from this one file:',
    '#   npm run campus -- jitsi render <this file> --out <folder>',
    '# Lines that begin with # and no space are what is so unless it is given, or examples: take the # away.',
    '',
    ...linesOf(settingsShape, [], false),
  ].join('\n');

function linesOf(shape: unknown, path: readonly string[], isLeftOut: boolean): string[] {
  const indent = '  '.repeat(path.length);
  return Object.entries(keysOf(shape) ?? {}).flatMap(([key, value]) => {
    const at = [...path, key];
    const isOptional = isLeftOut || isBlockLeftOut(value);
    const mark = isOptional ? '#' : '';
    const about = `${indent}# ${descriptionOf(value)}`;
    const gap = path.length === 0 ? [''] : [];
    if (keysOf(value) !== null) {
      return [about, `${indent}${mark}${key}:`, ...linesOf(value, at, isOptional), ...gap];
    }
    return [about, ...aboutElements(value, indent), ...valueLines(value, at, isLeftOut), ...gap];
  });
}

/** Blocks that are optional as a whole. */
const isBlockLeftOut = (shape: z.ZodType): boolean =>
  keysOf(shape) !== null &&
  shape.safeParse(undefined).data === undefined &&
  shape.safeParse(undefined).success;

function valueLines(shape: z.ZodType, path: readonly string[], isLeftOut: boolean): string[] {
  const [key = ''] = path.slice(-1);
  const fallback = shape.safeParse(undefined);
  const example = exampleValues[path.join('.')];
  const isGiven = !fallback.success && !isLeftOut;
  const value = example ?? fallback.data ?? null;
  // What is commented out stands on one line: one # to take away.
  const text = isGiven
    ? stringify({ [key]: value })
    : `${key}: ${stringify(value, { collectionStyle: 'flow', lineWidth: 0 })}`;
  const indent = '  '.repeat(path.length - 1);
  const mark = isGiven ? '' : '#';
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `${indent}${mark}${line}`);
}

/** What the keys of a list’s elements are for. */
function aboutElements(shape: z.ZodType, indent: string): string[] {
  return Object.entries(keysOf(elementOf(shape)) ?? {}).map(([key, value]) => {
    const { success, data } = value.safeParse(undefined);
    const usual = success && data !== undefined ? ` Unless given: ${JSON.stringify(data)}.` : '';
    return `${indent}#   ${key}: ${descriptionOf(value)}${usual}`;
  });
}

const descriptionOf = (shape: z.ZodType): string =>
  layersOf(shape)
    .map((layer) => (layer as z.ZodType).description)
    .find((description) => description !== undefined) ?? '';
