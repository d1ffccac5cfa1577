import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failureCodes } from '../../bridge/src/kernel/codes.ts';
import { courseRole } from '../../bridge/src/features/directory/courses/contract.ts';
import { deviceProblems, failureReasons } from '../src/conference/events.ts';
import { ownCodes } from '../src/kernel/failure.ts';
import { pickLocale } from '../src/app/locale.ts';
import { first as firstEn } from '../src/locales/en/first.ts';
import { pages as pagesEn } from '../src/locales/en/pages.ts';
import { first as firstZh } from '../src/locales/zh-CN/first.ts';
import { pages as pagesZh } from '../src/locales/zh-CN/pages.ts';

/** Every sentence by its dotted key. Failure codes have no dots. */
function flat(words: object, before = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string'
        ? [[`${before}${key}`, value] as const]
        : [...flat(value as object, `${before}${key}.`)],
    ),
  );
}
const languages = {
  en: flat({ ...firstEn, ...pagesEn }),
  'zh-CN': flat({ ...firstZh, ...pagesZh }),
};
const placeholders = (text: string) => new Set(text.match(/\{\w+\}/gu) ?? []);

const source = join(import.meta.dirname, '../src');
const components = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(vue|ts)$/u.test(file) && !file.startsWith('locales'))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }));

/** The keys of the words that come with a part's own pages, by its folder (see useOwnWords). */
const ownWords = new Map<string, Set<string>>();
before(async () => {
  const own = components.filter(({ text }) => /useOwnWords\(\s*[{e]/u.test(text));
  for (const { file, text } of own) {
    const keys = ownWords.get(dirname(file)) ?? new Set();
    for (const [, topic = ''] of text.matchAll(/words\/en\/([\w-]+)\.ts/gu)) {
      const module: unknown = await import(join(source, `../../words/en/${topic}.ts`));
      const [words] = Object.values(module as Record<string, object>);
      for (const key of flat(words ?? {}).keys()) keys.add(key);
    }
    ownWords.set(dirname(file), keys);
  }
});
const isOwn = (file: string, key: string): boolean =>
  ownWords.get(dirname(file))?.has(key) ?? false;

for (const [language, words] of Object.entries(languages)) {
  describe(`the words in ${language}`, () => {
    it('has a sentence for every code', () => {
      const codes = [...Object.keys(failureCodes), ...ownCodes];
      const missing = codes.filter((code) => !words.get(`failures.${code}`));
      assert.deepEqual(missing, []);
      assert.equal(
        Object.keys(firstEn.failures).length,
        codes.length,
        'no sentence without a code',
      );
    });

    it('has words for every ending, device problem and role', () => {
      const wanted = [
        ...failureReasons.flatMap((reason) => [`over.${reason}.title`, `over.${reason}.words`]),
        ...deviceProblems.flatMap((problem) =>
          ['microphone', 'camera', 'share', 'way'].map(
            (part) => `devices.problems.${problem}.${part}`,
          ),
        ),
        ...courseRole.options.map((role) => `course.roles.${role}`),
      ];
      assert.deepEqual(
        wanted.filter((key) => !words.get(key)),
        [],
      );
    });

    it('has every key that a component names', () => {
      const missing = components.flatMap(({ file, text }) =>
        [...text.matchAll(/\bt\(\s*'([\w.-]+)'/gu)]
          .map((found) => found[1] ?? '')
          .filter((key) => !words.has(key) && !isOwn(file, key))
          .map((key) => `${file}: ${key}`),
      );
      assert.deepEqual(missing, []);
    });

    it('fills the same gaps as English, and holds no markup', () => {
      for (const [key, text] of words) {
        const gaps = placeholders(text);
        const english = placeholders(languages.en.get(key) ?? '');
        for (const gap of gaps) assert.ok(english.has(gap), `${key}: ${gap}`);
        assert.doesNotMatch(text, /<\w/u, key);
      }
    });
  });
}

describe('the language', () => {
  it('is the first that the panel speaks, in BCP 47 or in Moodle’s spelling', () => {
    assert.equal(pickLocale([null, 'de-DE', 'zh_cn', 'en']), 'zh-CN');
    assert.equal(pickLocale(['zh-Hant-TW']), 'zh-CN');
    assert.equal(pickLocale(['en_us', 'zh']), 'en');
    assert.equal(pickLocale(['fr', null]), 'en');
    assert.equal(pickLocale([]), 'en');
  });
});
