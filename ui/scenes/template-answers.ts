import type { z } from 'zod';
import {
  factsOf,
  templateName,
  type TemplateIssue,
  type TemplateName,
  type TemplateShown,
  type TemplateState,
  type TemplateWords,
  type listLetters,
} from '../../bridge/src/features/notifications/outbox/templates/contract.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import type { Asked } from './campus-answers.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** What the scripted bridge knows of message templates. */
export interface TemplateWorld {
  /** The template that is open. */
  template: TemplateShown;
  /** Somebody else saves this before the next change arrives. */
  rival?: TemplateWords;
}

const hour = 3_600_000;
const link = 'https://meet.lakeside.test/login';
const longName = 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst';

const shipped: TemplateWords = {
  subject: 'You are registered with {product}',
  body: `Hello {name},

your department has registered you with {product}, the video meetings of your campus.

Your campus number: {number}
Your mail address: {email}

[Log in for the first time]({link})`,
};

const version = (
  number: number,
  change: TemplateShown['versions'][number]['change'],
  words: TemplateWords | null,
): TemplateShown['versions'][number] => ({
  number,
  change,
  words,
  at: Date.now() - number * hour,
  by: number % 2 === 0 ? longName : '周校信息',
});

/** The mail to newly registered people; `change` what is different. */
export const aTemplate = (change: Partial<TemplateShown> = {}): TemplateShown => ({
  name: 'registered',
  language: 'en',
  form: 'mail',
  group: 'accounts',
  purpose: 'transactional',
  placeholders: [
    { word: 'name', example: 'Anna Müller', required: false },
    { word: 'number', example: '271 828 182', required: false },
    { word: 'email', example: 'anna@example.edu', required: false },
    { word: 'link', example: link, required: true },
    { word: 'product', example: 'Campus Meet', required: false },
  ],
  shipped,
  own: null,
  shippedThen: null,
  version: 0,
  versions: [],
  ...change,
});

const own: TemplateWords = {
  subject: 'Welcome to {product}, {name}',
  body: shipped.body.replace('Hello {name}', 'Dear {name}'),
};

/** A message template with the campus's own words and a history. */
export const anOwnTemplate = (change: Partial<TemplateShown> = {}): TemplateShown =>
  aTemplate({
    own,
    version: 3,
    versions: [
      version(3, 'edit', own),
      version(2, 'reset', null),
      version(1, 'edit', { ...own, subject: 'Welcome' }),
    ],
    ...change,
  });

/** A text that an update has changed since the own one was written. */
export const olderWords: TemplateWords = {
  ...shipped,
  body: shipped.body.replace('Your mail address: {email}\n', ''),
};

export const aShortMessage = (): TemplateShown =>
  aTemplate({
    name: 'login-code-sms',
    form: 'sms',
    placeholders: [
      { word: 'code', example: '271828', required: true },
      { word: 'minutes', example: '10', required: false },
      { word: 'product', example: 'Campus Meet', required: false },
    ],
    shipped: {
      subject: '',
      body: '[{product}] Your code is {code}. It is good for {minutes} minutes. Tell it to nobody.',
    },
  });

const plain: TemplateState = {
  language: 'en',
  isOwn: false,
  isUnusable: false,
  isOlder: false,
  changedAt: null,
  changedBy: null,
};
const theirOwn = { ...plain, isOwn: true, changedAt: Date.now() - hour, changedBy: longName };

const english: Partial<Record<TemplateName, TemplateState>> = {
  registered: theirOwn,
  'login-code': { ...theirOwn, isOlder: true },
  invitation: { ...theirOwn, isOlder: true, isUnusable: true },
};

const list = (): z.input<(typeof listLetters)['reply']> => ({
  letters: templateName.options.map((name) => ({
    name,
    ...factsOf(name),
    states: [{ ...plain, language: 'zh-CN' }, english[name] ?? plain],
  })),
  settings: {
    product: { 'zh-CN': '湖畔大学视频会议', en: '' },
    footer: { 'zh-CN': '', en: 'Lakeside University\nLake Road 1, 10000 Lakeside' },
  },
  settingsVersion: 1,
  configuredProduct: 'Campus Meet',
});

/** What the scripted bridge answers about message templates. */
export function templateAnswers(world: TemplateWorld = { template: anOwnTemplate() }): Answers {
  const add = (
    change: TemplateShown['versions'][number]['change'],
    words: TemplateWords | null,
  ) => {
    const { template } = world;
    const number = template.version + 1;
    const versions = [{ ...version(number, change, words), at: Date.now() }, ...template.versions];
    world.template = { ...template, own: words, version: number, versions, shippedThen: null };
    return world.template;
  };
  const changed = (asked: Asked, act: () => TemplateShown): TemplateShown => {
    if (world.rival) {
      add('edit', world.rival);
      delete world.rival;
    }
    if (asked.body['version'] !== world.template.version) throw new PanelFailure('letter/changed');
    return act();
  };
  return {
    listLetters: list,
    changeLetterSettings: () => ({ version: 2 }),
    getLetter: ({ params }) => ({ ...world.template, language: params['language'] }),
    saveLetter: (asked) =>
      changed(asked, () =>
        add('edit', { subject: String(asked.body['subject']), body: String(asked.body['body']) }),
      ),
    resetLetter: (asked) => changed(asked, () => add('reset', null)),
    restoreLetter: (asked) =>
      changed(asked, () => {
        const found = world.template.versions.find(({ number }) => number === asked.body['number']);
        return add('restore', found?.words ?? null);
      }),
    previewLetter: (asked) => preview(world.template, asked),
    testLetter: () => ({ to: 'maximiliane.hohenlohe-waldenburg@wolkenburg.example.edu' }),
  };
}

/** A preview as the bridge would give it, near enough to be looked at. */
function preview(template: TemplateShown, { body: { subject, body, sample } }: Asked) {
  const hostile = '<script>alert("name")</script> {link}';
  const examples = new Map(template.placeholders.map(({ word, example }) => [word, example]));
  if (sample === 'hostile') examples.set('name', hostile);
  const fill = (text: string) =>
    text.replace(/\{(\w*)\}/gu, (_, word: string) => examples.get(word) ?? '');
  const text = fill(String(body));
  const escaped = text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;');
  const flaws = String(body)
    .split('\n')
    .flatMap((line, at): TemplateIssue[] =>
      [...line.matchAll(/\{(\w*)\}/gu)]
        .filter(([, word = '']) => !examples.has(word))
        .map(([, word = '']) => ({
          part: 'body',
          line: at + 1,
          kind: 'unknown-placeholder',
          word,
        })),
    );
  const isSms = template.form === 'sms';
  return {
    flaws,
    subject: fill(String(subject)),
    text,
    html: isSms
      ? null
      : `<!doctype html><meta name="color-scheme" content="light dark"><p>${escaped.replace(/\n+/gu, '<p>')}`,
    sms: isSms ? { characters: text.length, parts: 1, encoding: 'GSM-7' } : null,
  };
}
