import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'campusmeet');

/** What PHP 8.1 does not know, or 8.2 to 8.4 speak against, each with a line of it: there is only one PHP here to ask. */
const strange: [what: string, looksLike: RegExp, example: string][] = [
  [
    '8.2: readonly classes',
    /\breadonly\s+(?:(?:final|abstract)\s+)?class\b/u,
    'readonly class x {',
  ],
  [
    '8.2: null, true or false alone as a type',
    /\bfunction\b[^{;]*\)\s*:\s*(?:null|true|false)\s*[{;]/u,
    'function x(): true {',
  ],
  ['8.2: types of types', /\(\\?\w+&\\?\w+\)\s*\|/u, 'function x((A&B)|null $y) {'],
  ['8.2: constants in traits', /\btrait\s+\w+\s*\{[^}]*\bconst\b/u, 'trait x { const Y = 1; }'],
  ['8.2: against ${} in strings', /"[^"\n]*\$\{/u, '"a ${b}"'],
  ['8.2: against utf8_encode()', /\butf8_(?:en|de)code\(/u, 'utf8_encode($x)'],
  ['8.3: typed constants', /\bconst\s+\??\w+\s+\w+\s*=/u, 'const int X = 1;'],
  ['8.3: constants by a name', /::\{/u, 'x::{$name}'],
  [
    '8.3: new functions',
    /\b(?:json_validate|mb_str_pad|str_(?:in|de)crement)\(/u,
    'json_validate($x)',
  ],
  [
    '8.4: new functions',
    /\b(?:array_(?:find|find_key|any|all)|mb_(?:l|r)?trim|mb_(?:uc|lc)first)\(/u,
    'array_find($x, $y)',
  ],
  [
    '8.4: hooks and rights to set',
    /\b(?:public|protected|private)\(set\)/u,
    'private(set) int $x;',
  ],
  ['8.4: new without brackets', /[=(]\s*new\s+\\?[\w\\]+\([^()]*\)->/u, '$x = new Y()->z();'],
  [
    '8.4: against types that null widens',
    /[(,]\s*(?!mixed\b|null\b)(?:(?:public|protected|private|readonly)\s+)*\\?[A-Za-z][\w\\]*\s+&?\$\w+\s*=\s*null\b/u,
    'function x(string $y = null) {',
  ],
  ['8.4: against E_STRICT', /\bE_STRICT\b/u, 'E_ALL | E_STRICT'],
  [
    '8.4: against fputcsv() and the like without an escape',
    /\b(?:f(?:put|get)csv|str_getcsv)\(/u,
    'fputcsv($x, $y)',
  ],
  ['8.5: against casts by long names', /\((?:boolean|integer|double|binary)\)/u, '(integer) $x'],
];

const code = (name: string) =>
  readFileSync(join(folder, name), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//gu, '')
    .replace(/^\s*\/\/.*$/gmu, '');

describe('Moodle’s plugin, for PHP 8.1 to 8.4', () => {
  it('uses nothing that one of them does not know or speaks against', () => {
    const names = globSync('**/*.php', { cwd: folder });
    assert.ok(names.length > 50);
    for (const name of names) {
      for (const [what, looksLike] of strange) {
        assert.doesNotMatch(code(name), looksLike, `${name}: ${what}`);
      }
    }
  });

  it('would find each of them', () => {
    for (const [what, looksLike, example] of strange) assert.match(example, looksLike, what);
  });
});
