import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { allIdentityFields, readingCapabilities } from '../site.ts';

/** One recorded answer of a real Moodle 5.1. */
export interface Recording {
  note?: string;
  status: number;
  request: { form?: Record<string, string | number>; method?: string };
  headers: Record<string, string>;
  response: unknown;
}

export const readRecording = (name: string): Recording =>
  JSON.parse(
    readFileSync(new URL(`../recorded/${name}.json`, import.meta.url), 'utf8'),
  ) as Recording;

/** The recorded role: listed whole after `role caps:`, or what is added to the reading set after `+`. */
export function capabilitiesOf({ note = '' }: Recording): Set<string> {
  const listed = /role caps: ([^;]*)/u.exec(note)?.[1];
  if (listed !== undefined) return new Set(listed.split(',').map((name) => name.trim()));
  const added = note.match(/moodle\/[a-z]+:[a-z]+/gu) ?? [];
  return new Set([...readingCapabilities, ...added]);
}

/** What $CFG->showuseridentity was: as noted; all where nothing is noted; else Moodle's default, e-mail alone. */
export function identityFieldsOf({ note }: Recording): string[] {
  if (note === undefined) return [...allIdentityFields];
  return (/showuseridentity=([\w,]+)/u.exec(note)?.[1] ?? 'email').split(',').filter(Boolean);
}

const isShortened = (value: unknown) => typeof value === 'string' && value.startsWith('… ');

/** Every place of an answer with the types seen there: `courses[].id → number`. List items are laid over each other. */
export function shapeOf(value: unknown, path = '', shape = new Map<string, Set<string>>()) {
  const type = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
  shape.set(path, (shape.get(path) ?? new Set()).add(type));
  if (Array.isArray(value)) {
    for (const item of value) if (!isShortened(item)) shapeOf(item, `${path}[]`, shape);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) shapeOf(inner, `${path}.${key}`, shape);
  }
  return shape;
}

/** Asserts that both have the same keys with the same types; `absent` are those that the demo's people never have. */
export function assertSameShape(actual: unknown, expected: unknown, absent: string[] = []): void {
  const ours = shapeOf(actual);
  const theirs = shapeOf(expected);
  for (const [path, types] of theirs) {
    if (absent.some((name) => path.endsWith(name))) continue;
    assert.ok(ours.has(path), `missing: ${path} (${[...types].join('|')})`);
  }
  for (const [path, types] of ours) {
    assert.ok(theirs.has(path), `too much: ${path}`);
    for (const type of types) {
      assert.ok(
        theirs.get(path)?.has(type),
        `${path} is ${type}, in Moodle ${[...(theirs.get(path) ?? [])].join('|')}`,
      );
    }
  }
}
