import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { SettingsError, type SettingsProblem } from './problem.ts';
import { settingsShape, type Settings } from './settings.ts';
import { elementOf, keysOf } from './shapes.ts';
import { nearestOf } from './suggest.ts';
import { problemsTogether } from './together.ts';

/**
 * Reads a settings file (YAML 1.2).
 * @param file its name, for the messages
 * @throws SettingsError that lists every problem, each with its path and line
 */
export function readSettings(text: string, file: string): Settings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const syntax = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    path: [],
    reason: message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/u, '') ?? message,
    line: lines.linePos(pos[0]).line,
  }));
  if (syntax.length > 0) throw new SettingsError(file, syntax);
  // No aliases: a settings file needs none, and nested ones can be made to fill the memory.
  const parsed = settingsShape.safeParse(withoutEmpty(document.toJS({ maxAliasCount: 0 })) ?? {});
  const problems = parsed.success
    ? problemsTogether(parsed.data)
    : parsed.error.issues.flatMap(problemsOf);
  if (!parsed.success || problems.length > 0) {
    throw new SettingsError(
      file,
      problems.map((problem) => placed(problem, document, lines)),
    );
  }
  return parsed.data;
}

function placed(
  problem: SettingsProblem,
  document: Document.Parsed,
  lines: LineCounter,
): SettingsProblem {
  const line = lineOf(problem.path, document, lines);
  return line === undefined ? problem : { ...problem, line };
}

/** The line of a path; where that is not in the file (a key that is missing), of what it would stand in. */
function lineOf(
  path: readonly PropertyKey[],
  document: Document.Parsed,
  lines: LineCounter,
): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const offset = offsetOf(path.slice(0, length), document);
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return undefined;
}

/** Where a key stands, or an element of a list. */
function offsetOf(path: readonly PropertyKey[], document: Document.Parsed): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = isMap(parent)
    ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === path.at(-1))?.key
    : document.getIn(path, true);
  return isNode(key) ? key.range?.[0] : undefined;
}

function problemsOf(issue: z.core.$ZodIssue): SettingsProblem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, reason: reasonOf(issue) }];
  const known = keysAt(issue.path);
  return issue.keys.map((key) => {
    const nearest = nearestOf(key, known);
    const offer = nearest === null ? `There are: ${known.join(', ')}` : `Did you mean ${nearest}`;
    const end = nearest === null ? '.' : '?';
    return { path: [...issue.path, key], reason: `is not known. ${offer}${end}` };
  });
}

const reasonOf = (issue: z.core.$ZodIssue): string =>
  issue.message.endsWith('received undefined') ? 'is missing' : issue.message;

/** The keys that may stand at a path. */
function keysAt(path: readonly PropertyKey[]): string[] {
  const shape = path.reduce<unknown>(
    (at, part) => keysOf(at)?.[String(part)] ?? elementOf(at),
    settingsShape,
  );
  return Object.keys(keysOf(shape) ?? {});
}

/** A key without a value is one that was left out: its block may be there with every line of it commented out. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(given.map(([key, inner]) => [key, withoutEmpty(inner)]));
}
