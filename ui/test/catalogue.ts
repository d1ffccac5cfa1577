import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export type Language = 'en' | 'zh-CN';

/** One text as it is written in the catalogue. */
export interface Written {
  /** The keys that lead to it. */
  path: string[];
  text: string;
}

const root = join(import.meta.dirname, '../../words');

/** The files of a language. */
export const topics = (language: Language): string[] => readdirSync(join(root, language));

/** What a topic writes down itself; what it takes from another one is written there. */
export function catalogue(language: Language, topic: string): Written[] {
  const file = join(root, language, topic);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: Written[] = [];
  const take = (path: string[], value: ts.Expression): void => {
    if (ts.isStringLiteralLike(value)) found.push({ path, text: value.text });
    if (!ts.isObjectLiteralExpression(value)) return;
    for (const property of value.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const { name } = property;
      if (ts.isIdentifier(name) || ts.isStringLiteral(name))
        take([...path, name.text], property.initializer);
    }
  };
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) take([name.text], initializer);
    }
  }
  return found;
}
