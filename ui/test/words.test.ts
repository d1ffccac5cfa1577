import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, topics } from './catalogue.ts';

const root = join(import.meta.dirname, '../..');

/** Every key of a topic with what it says in the end, wherever that is written. */
async function saidBy(language: string, topic: string): Promise<Map<string, string>> {
  const module: unknown = await import(join(root, 'words', language, topic));
  const flat = (value: unknown, path: string): [string, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
  return new Map(flat(module, ''));
}
const gapsOf = (text: string): Set<string> => new Set(text.match(/\{\w+\}/gu) ?? []);

/** Chinese of the catalogue that stands in code as well, and why. */
const elsewhere: Record<string, string> = {
  'bridge/src/features/registration/import/fields.ts':
    'other headings that people give to columns: they are read, not said',
  'bridge/src/features/registration/import/header.ts': 'parts of headings that are read, not said',
  'bridge/src/kernel/values.ts': 'yes and no as people type them: read, not said',
  'bridge/src/features/notifications/sending/stop-pages.ts':
    'a page in both languages at once; its two words mean something else in English',
  'bridge/src/features/notifications/outbox/templates/samples.ts':
    'what an invented letter says to those who edit it',
};

describe('the catalogue of words', () => {
  it('has the same topics and keys in every language, and a text for each', async () => {
    assert.deepEqual(topics('zh-CN'), topics('en'));
    for (const topic of topics('en')) {
      const [english, chinese] = await Promise.all([saidBy('en', topic), saidBy('zh-CN', topic)]);
      assert.deepEqual([...chinese.keys()].toSorted(), [...english.keys()].toSorted(), topic);
      for (const [key, text] of chinese) {
        const source = english.get(key) ?? '';
        assert.equal(text === '', source === '', `${topic}${key}`);
        const known = gapsOf(source);
        for (const gap of gapsOf(text)) assert.ok(known.has(gap), `${topic}${key}: ${gap}`);
      }
    }
  });

  it('counts in English with a form for one', () => {
    // Units of measure (fps, kbit/s) have no form for one.
    const counted =
      /\{(?:n|count|size|people|used)\} (?!fps\b|kbit\b)(?:[a-z]+ )?(?:[a-z]+[^s]s|people)\b/u;
    // Told only of large numbers.
    const many = new Set(['asUsual', 'tooMany', 'many']);
    const missing = topics('en').flatMap((topic) =>
      catalogue('en', topic)
        .filter(({ path, text }) => counted.test(text) && !many.has(path.at(-1) ?? ''))
        .filter(({ text }) => !text.includes(' | '))
        .map(({ path }) => `${topic}: ${path.join('.')}`),
    );
    assert.deepEqual(missing, []);
  });

  it('says nothing twice: who needs the same words takes them from common or shared', () => {
    const places = new Map<string, string[]>();
    for (const topic of topics('en')) {
      const chinese = new Map(
        catalogue('zh-CN', topic).map(({ path, text }) => [path.join('.'), text]),
      );
      for (const { path, text } of catalogue('en', topic)) {
        const pair = `${text} = ${chinese.get(path.join('.')) ?? ''}`;
        places.set(pair, [...(places.get(pair) ?? []), `${topic}: ${path.join('.')}`]);
      }
    }
    assert.deepEqual(
      [...places].filter(([, where]) => where.length > 1),
      [],
    );
  });

  it('is where bridge and panel take their Chinese from', () => {
    const known = new Set(
      topics('zh-CN').flatMap((topic) => catalogue('zh-CN', topic).map(({ text }) => text)),
    );
    const again = ['bridge/src', 'ui/src'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => `${folder}/${file}`)
        .filter((file) => /\.(?:ts|vue)$/u.test(file) && !isOfTests(file) && !elsewhere[file])
        .flatMap((file) =>
          chineseIn(file)
            .filter((text) => known.has(text))
            .map((text) => `${file}: ${text}`),
        ),
    );
    assert.deepEqual(again, []);
  });
});

const isOfTests = (file: string): boolean => /(?:\.test\.ts$|\/doubles\/|\/fake)/u.test(file);

/** The quoted texts of a file that hold Chinese. */
const chineseIn = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/gu)]
    .map(([, one, two, three]) => one ?? two ?? three ?? '')
    .filter((text) => /\p{Script=Han}/u.test(text));
