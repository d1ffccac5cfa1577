import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const folders = '{bridge,ui,plugin,jitsi-config}/**/*.{ts,vue}';
const files = globSync(folders, { cwd: root, exclude: ['**/node_modules/**', 'ui/dist*/**'] });
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Words of this project alone, and the field's word to use instead. */
const retired: Record<string, string> = {
  acquaintance: 'contact',
  booth: 'story',
  circle: 'audience',
  circles: 'audiences',
  doorkeeper: 'admission service',
  doors: 'admission',
  flaw: 'issue',
  happenings: 'portal events',
  house: 'fixture',
  identities: 'person merge',
  judge: 'validate, decide',
  judged: 'validated, decided',
  judgement: 'result',
  judging: 'validation',
  knock: 'join, attempt',
  knocker: 'entrant',
  knocking: 'join by number',
  leavers: 'deactivation',
  letter: 'mail, message template',
  letters: 'mails, message templates',
  news: 'event',
  notices: 'notifications',
  powers: 'moderation',
  powerful: 'privileged',
  reach: 'scope, notify offline',
  registrar: 'provisioning',
  registering: 'import',
  rosters: 'sync',
  standing: 'role, account status',
  standings: 'policy, roles',
  stationery: 'branding',
  telling: 'publisher, source report',
  throttle: 'rate limit',
  upkeep: 'housekeeping',
  verdict: 'status, decision',
  warden: 'enforcement',
};

/** Where a retired word stays, and why. */
const allowed: readonly { files: RegExp; names?: RegExp; why: string }[] = [
  { files: /^bridge\/test\/doors-migration/u, why: 'called as the migration that it tests' },
  { files: /^plugin\/demo-campus\//u, why: 'a stand-in: it speaks as Moodle and a portal do' },
  {
    files: /./u,
    names: /^(lettersAfter|aDeadLetter|deadLetters)$/u,
    why: 'a column; a dead letter',
  },
  {
    files: /adapters\/sheets|address-book|lookalikes|import\/tones|fake\/director/u,
    names: /letters?$/iu,
    why: 'letters of an alphabet',
  },
  { files: /lookalikes\/confusable-letters/u, why: 'letters of an alphabet' },
  {
    files: /^bridge\/migrations\//u,
    why: 'applied migrations and the names of tables are never changed',
  },
  {
    files: /[/-](contract|personal)\.ts$/u,
    why: 'the wire, and the columns of tables, keep their names',
  },
];

/** Retired words that mean nothing else, so that a comment needs none of them. */
const unmistakable =
  /\b(?:acquaintances?|doorkeepers?|happenings?|judgements?|knock(?:s|ed|ers?|ing)?|leavers?|news|registrars?|stationery|throttle[sd]?|upkeep|verdicts?|wardens?)\b/iu;

/** Names of the wire: a property, or the id of an endpoint, of some contract. */
const wire = new Set(
  files
    .filter((file) => file.endsWith('contract.ts'))
    .flatMap((file) => [...read(file).matchAll(/^\s+(\w+)\s*[:,]|export const (\w+)/gmu)])
    .map(([, property, endpoint]) => property ?? endpoint ?? ''),
);

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .split(/[\s_.-]+/u)
    .map((word) => word.toLowerCase());

const retiredIn = (name: string): string | undefined =>
  wordsOf(name).find((word) => Object.hasOwn(retired, word));

/** The names that a file declares: types, functions, classes, variables, parameters, members. */
function declared(file: string): string[] {
  const text = read(file);
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/gu)].map(([, code]) => code);
  const code = file.endsWith('.vue') ? scripts.join('\n') : text;
  const names: string[] = [];
  const walk = (node: ts.Node): void => {
    const name = isDeclaration(node) ? node.name : undefined;
    if (name && ts.isIdentifier(name)) names.push(name.text);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true));
  return names;
}

const isDeclaration = (node: ts.Node): node is ts.NamedDeclaration =>
  ts.isTypeAliasDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isMethodSignature(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isPropertySignature(node) ||
  ts.isVariableDeclaration(node) ||
  ts.isParameter(node);

const isAllowed = (file: string, name: string): boolean =>
  wire.has(name) ||
  /^[a-z]+(_[a-z]+)+$/u.test(name) ||
  allowed.some((one) => one.files.test(file) && (one.names?.test(name) ?? true));

describe('the words of the code', () => {
  it('are the field’s: a retired word names no file', () => {
    const found = files.filter(
      (file) => retiredIn(basename(file).replace(/\..*$/u, '')) && !isAllowed(file, ''),
    );
    assert.deepEqual(found, []);
  });

  it('are the field’s: a comment says none of those that have no other meaning here', () => {
    const found = files.flatMap((file) =>
      read(file)
        .split('\n')
        .filter(
          (line) => /\/\*\*|^\s*\*|^\s*\/\/|\s\/\/\s|<!--/u.test(line) && unmistakable.test(line),
        )
        .map((line) => `${file}: ${line.trim()}`),
    );
    assert.deepEqual(
      found.filter(
        (line) => !/^(?:plugin\/demo-campus|bridge\/(?:migrations|test\/words\.test))/u.test(line),
      ),
      [],
    );
  });

  it('are the field’s: a retired word is in no declared name', () => {
    const found = files.flatMap((file) =>
      declared(file)
        .filter((name) => retiredIn(name) && !isAllowed(file, name))
        .map((name) => `${file}: ${name} (say: ${retired[retiredIn(name) ?? ''] ?? ''})`),
    );
    assert.deepEqual([...new Set(found)], []);
  });

  it('are explained in the README’s glossary, with a place that is there', () => {
    const glossary = /## Glossary\n([\s\S]*?)\n## /u.exec(read('README.md'))?.[1] ?? '';
    const rows = glossary.split('\n').filter((line) => /^\| [^-w]/u.test(line));
    assert.ok(rows.length >= 35, `${rows.length} words`);
    for (const row of rows) {
      const [, word, chinese = '', , places = ''] = row.split('|');
      assert.match(chinese, /\p{Script=Han}/u, word);
      const paths = [...places.matchAll(/`([^`]+)`/gu)].map(([, path = '']) => path);
      assert.ok(paths.length > 0, `${word ?? ''} lives nowhere`);
      for (const path of paths) assert.ok(existsSync(join(root, path)), `${word ?? ''}: ${path}`);
    }
  });

  it('lead to what is asked for most, each decided in one place', () => {
    const table = /## Where is it decided\?\n([\s\S]*?)\n## /u.exec(read('README.md'))?.[1] ?? '';
    const places = [...table.matchAll(/`([^`]+)`(?: and `([^`]+)`)? in `([^`]+)`/gu)];
    assert.ok(places.length >= 10, `${places.length} places`);
    for (const [, ...found] of places) {
      const path = found.pop() ?? '';
      const source = read(path);
      for (const name of found) if (name) assert.ok(source.includes(name), `${name} in ${path}`);
    }
  });
});
