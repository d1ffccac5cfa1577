import assert from 'node:assert/strict';
import { createI18n } from 'vue-i18n';
import { readMessage } from '../src/kernel/messages.ts';
import { catalogue, topics } from './catalogue.ts';

const says = () =>
  createI18n({
    legacy: false,
    locale: 'en',
    messages: { en: {} },
    missingWarn: false,
  }).global;

describe('the messages', () => {
  it('say what vue-i18n’s own compiler makes of them, for none, one and many', () => {
    const ours = says();
    const theirs = says();
    for (const language of ['en', 'zh-CN'] as const) {
      for (const topic of topics(language)) {
        for (const { path, text } of catalogue(language, topic)) {
          const gaps = [...text.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
          const filled = Object.fromEntries(gaps.map((name) => [name, `<${name}> | {x} @:y`]));
          ours.setLocaleMessage('en', { m: readMessage(text) });
          // Theirs takes an at sign for a reference.
          theirs.setLocaleMessage('en', { m: text.replaceAll('@', "{'@'}") });
          for (const count of [0, 1, 2]) {
            const said = ours.t('m', filled, count);
            assert.equal(said, theirs.t('m', filled, count), `${topic}: ${path.join('.')}`);
          }
        }
      }
    }
  });
});
