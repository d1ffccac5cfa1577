import assert from 'node:assert/strict';
import { globSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { owners } from '../migrations/owners.ts';
import { sqliteTemplate } from './template-database.ts';

const src = join(import.meta.dirname, '../src');
const features = join(src, 'features');
const ownerOf = new Map(
  Object.entries(owners).flatMap(([folder, tables]) => tables.map((table) => [table, folder])),
);

/** The folder of `owners` that a file belongs to: the nearest one above it; none for configuration. */
function partOf(file: string): string | null {
  if (file.startsWith(join(src, 'kernel'))) return 'kernel';
  for (let folder = relative(features, dirname(file)); folder !== '.'; folder = dirname(folder)) {
    if (folder.startsWith('..')) return null;
    if (folder in owners) return folder;
  }
  return null;
}

const compares = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.InKeyword,
]);

/** Whether a text is a compared kind or the name of something else than a table. */
function isNoTable(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return compares.has(parent.operatorToken.kind);
  if (ts.isLiteralTypeNode(parent) || ts.isImportDeclaration(parent)) return true;
  if (ts.isExportDeclaration(parent) || ts.isPropertySignature(parent)) return true;
  return (
    ts.isPropertyAssignment(parent) &&
    (parent.name === node || ['kind', 'action', 'name'].includes(parent.name.getText()))
  );
}

/** The tables that a text names: `people`, `people as p`, `people.id`, or after a word of SQL. */
function tablesIn(text: string, columns: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const [, alone = '', column] = /^(\w+)(?: as \w+|\.(\w+))?$/u.exec(text) ?? [];
  const named = columns.get(alone);
  if (named && (column === undefined || named.has(column))) return [alone];
  const words = text.matchAll(/\b(?:from|join|into|update|table)\s+[`"]?(\w+)/giu);
  return [...words].map(([, table = '']) => table).filter((table) => columns.has(table));
}

const schema = async (): Promise<Map<string, Set<string>>> => {
  const { db, close } = await sqliteTemplate().open();
  const tables = await db('sqlite_master').where({ type: 'table' }).pluck<string[]>('name');
  const found = new Map<string, Set<string>>();
  for (const table of tables.filter((name) => !/^(?:sqlite|knex)_/u.test(name))) {
    found.set(table, new Set(Object.keys(await db(table).columnInfo())));
  }
  await close();
  return found;
};

/** Whoever has none of these cannot ask the database anything. */
const canAsk = /kernel\/(?:database|sql)\.ts|repository\.ts|SealedColumn/u;

function namedIn(file: string, columns: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const text = readFileSync(file, 'utf8');
  if (!canAsk.test(text) && !file.endsWith('repository.ts')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const named: string[] = [];
  const look = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node);
    const isPiece = ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
    if ((isText || isPiece) && !isNoTable(node)) named.push(...tablesIn(node.text, columns));
    ts.forEachChild(node, look);
  };
  look(source);
  return named;
}

/** Tables that code names and does not own, as `file: table`. */
const foreign = (columns: ReadonlyMap<string, ReadonlySet<string>>): string[] =>
  globSync('{app,cli,features,kernel}/**/*.ts', { cwd: src })
    .filter((name) => !/\.test\.ts$|contract\.ts$|personal\.ts$|words[^/]*\.ts$/u.test(name))
    .flatMap((name) => {
      const file = join(src, name);
      const part = partOf(file);
      const others = namedIn(file, columns).filter((table) => ownerOf.get(table) !== part);
      return [...new Set(others)].map((table) => `${name}: ${table}`);
    })
    .sort();

describe('tables', () => {
  it('have each one owner, which is a folder that is there', async () => {
    const tables = [...(await schema()).keys()].sort();
    assert.deepEqual(Object.values(owners).flat().sort(), tables);
    for (const folder of Object.keys(owners)) {
      assert.ok(
        [features, src].some((above) => existsSync(join(above, folder))),
        folder,
      );
    }
  });

  it('are read and written by their owner only', async () => {
    assert.deepEqual(foreign(await schema()), []);
  });

  it('are declared as personal data, and with a period, by their owner only', async () => {
    for (const name of globSync('**/personal.ts', { cwd: features })) {
      const file = join(features, name);
      const declared = (await import(file)) as {
        personalData?: readonly { table: string }[];
        retention?: readonly { targets: readonly { table: string }[] }[];
      };
      const targets = (declared.retention ?? []).flatMap((rule) => rule.targets);
      for (const { table } of [...(declared.personalData ?? []), ...targets]) {
        assert.equal(ownerOf.get(table), partOf(file), `${name}: ${table}`);
      }
    }
  });

  it('are told apart from other words by how they are written', async () => {
    const columns = await schema();
    assert.deepEqual(tablesIn('people as p', columns), ['people']);
    assert.deepEqual(tablesIn('people.display_name', columns), ['people']);
    assert.deepEqual(tablesIn('(select 1 from sessions s join people p)', columns), [
      'sessions',
      'people',
    ]);
    assert.deepEqual(tablesIn('people.csv', columns), []);
  });
});
