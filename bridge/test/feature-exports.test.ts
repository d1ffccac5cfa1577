import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const features = join(import.meta.dirname, '../src/features');
const parsed = new Map<string, ts.SourceFile>();

function fileAt(path: string): ts.SourceFile {
  const file =
    parsed.get(path) ??
    ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  parsed.set(path, file);
  return file;
}

/** A name that a file offers as a value, and where that is declared. */
interface Offered {
  name: string;
  declared: ts.Node;
  in: ts.SourceFile;
}

const isExported = (node: ts.HasModifiers): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

/** What a file declares and exports itself: functions, constants and classes. */
function ownExports(file: ts.SourceFile): Offered[] {
  return file.statements.flatMap((statement): Offered[] => {
    if (ts.isVariableStatement(statement) && isExported(statement)) {
      return statement.declarationList.declarations.map((one) => ({
        name: one.name.getText(),
        declared: one.initializer ?? one,
        in: file,
      }));
    }
    const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    if (!isNamed || !isExported(statement)) return [];
    return [
      {
        name: statement.name?.text ?? 'default',
        declared: statement,
        in: file,
      },
    ];
  });
}

/** The same, with what it hands on from other files, wherever that is declared. */
function exportsOf(path: string): Offered[] {
  const file = fileAt(path);
  const handedOn = file.statements.flatMap((statement): Offered[] => {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return [];
    const { exportClause: clause, moduleSpecifier: from } = statement;
    assert.ok(from && ts.isStringLiteral(from) && from.text.startsWith('.'), path);
    const offered = exportsOf(join(dirname(path), from.text));
    // Everything at once would hide what is offered.
    assert.ok(clause && ts.isNamedExports(clause), `${path}: export *`);
    return clause.elements.flatMap((element) => {
      if (element.isTypeOnly) return [];
      const inside = (element.propertyName ?? element.name).text;
      const found = offered.find(({ name }) => name === inside);
      return found ? [{ ...found, name: element.name.text }] : [];
    });
  });
  return [...ownExports(file), ...handedOn];
}

/** The text of a type with the interfaces and aliases of the same file that it names. */
function typeText(type: ts.TypeNode | undefined, file: ts.SourceFile, seen: string[] = []): string {
  const text = type?.getText() ?? '';
  const named = file.statements.filter(
    (one): one is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
      (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one)) &&
      !seen.includes(one.name.text) &&
      new RegExp(`\\b${one.name.text}\\b`, 'u').test(text),
  );
  const known = [...seen, ...named.map(({ name }) => name.text)];
  return [text, ...named.map((one) => declaredText(one, file, known))].join(' ');
}

const declaredText = (
  one: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
  file: ts.SourceFile,
  seen: string[],
): string =>
  ts.isTypeAliasDeclaration(one)
    ? typeText(one.type, file, seen)
    : one.members
        .map((member) =>
          ts.isPropertySignature(member) ? typeText(member.type, file, seen) : member.getText(),
        )
        .join(' ');

const isDatabase = /\b(?:Database|Knex|Transaction)\b/u;

type Rule = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

const isFunction = (node: ts.Node): node is Rule =>
  ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** What a feature is made with holds its database; it is one object, not the database itself. */
const isMaker = ({ parameters: [deps, ...others] }: Rule): boolean =>
  others.length === 0 && !/^(?:Database|Knex)\b/u.test(deps?.type?.getText() ?? '');

const takesDatabase = ({ parameters }: Rule, file: ts.SourceFile): boolean =>
  parameters.some(({ type }) => isDatabase.test(typeText(type, file)));

const answersLater = ({ type, modifiers }: Rule): boolean =>
  (modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ||
  /\bPromise\b/u.test(type?.getText() ?? '');

/** Why a value is none of what a front door may offer; null where it is. */
function objectionTo({ name, declared, in: file }: Offered): string | null {
  if (!isFunction(declared)) return null;
  if (/^create[A-Z]/u.test(name)) {
    return isMaker(declared) ? null : 'is made with more than one object of what it needs';
  }
  if (takesDatabase(declared, file)) return 'takes a database';
  return answersLater(declared) ? 'is no pure rule: it answers later' : null;
}

const root = join(import.meta.dirname, '../..');

/** Where a feature's files may be asked for by others. */
const isOpen = (path: string): boolean =>
  /\/(?:index|contract|events|ports|types)\.ts$/u.test(path);

/** What a file makes itself of what is inside a feature of another room, whether by a function or a class. */
function madeInside(path: string): string[] {
  const file = fileAt(join(root, path));
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) {
      return [];
    }
    const target = join(root, dirname(path), statement.moduleSpecifier.text);
    const inside = relative(features, target);
    const isOwn = relative(features, file.fileName).split('/')[0] === inside.split('/')[0];
    const names = statement.importClause?.namedBindings;
    const isOther = inside.startsWith('..') || isOwn || isOpen(target);
    if (isOther || !names || !ts.isNamedImports(names)) return [];
    return names.elements
      .filter(({ name, propertyName }) => {
        const isClass = new RegExp(`\\bnew ${name.text}\\b`, 'u').test(file.text);
        return isClass || /^create[A-Z]/u.test((propertyName ?? name).text);
      })
      .map(({ name, propertyName }) => `${path}: ${(propertyName ?? name).text}`);
  });
}

/** What tests make of a feature's inside nevertheless, each with its reason. */
const exceptions: Record<string, string> = {
  'bridge/test/chat-rule-migration.test.ts: createModerationRepository':
    'reads rows of a migration, with no meeting around them',
  'bridge/test/seat-numbers-migration.test.ts: createSeatRepository':
    'reads rows of a migration, with no meeting around them',
};

describe('front doors', () => {
  it('offer types, pure rules and createX(deps): what reaches the database is asked of what was made', () => {
    const reaching = globSync('**/index.ts', { cwd: features }).flatMap((path) =>
      exportsOf(join(features, path)).flatMap((one) => {
        const why = objectionTo(one);
        return why === null
          ? []
          : [`${path}: ${one.name} ${why} (${relative(features, one.in.fileName)})`];
      }),
    );
    assert.deepEqual(reaching, []);
  });

  it('are how all others make what is inside, tests and benches as well', () => {
    const files = globSync('{bridge,jitsi-config,plugin}/**/*.ts', {
      cwd: root,
      exclude: (path) => path.includes('node_modules'),
    });
    assert.ok(files.length > 500);
    assert.deepEqual(files.flatMap(madeInside).toSorted(), Object.keys(exceptions).toSorted());
  });
});
