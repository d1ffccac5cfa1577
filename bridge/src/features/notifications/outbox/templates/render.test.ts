import assert from 'node:assert/strict';
import fc from 'fast-check';
import { templateName, templateSample } from './contract.ts';
import { issuesOf } from './issues.ts';
import { usualTemplates, renderMail, renderSms, type Branding } from './render.ts';
import { sampleValues } from './samples.ts';
import { smsSize } from './sms.ts';
import { stopKindOf, templateNames as names, type TemplateName } from '../../kinds.ts';
import { fillSubject, isSmsName, languages } from './template.ts';
import { knownZone, whenIn } from './when.ts';

const none = { 'zh-CN': '', en: '' };
const paper: Branding = {
  templates: usualTemplates,
  product: { 'zh-CN': '湖畔会议', en: 'Lakeside' },
  footer: none,
};
const saying = (name: TemplateName, subject: string, body: string): Branding => ({
  ...paper,
  templates: { ...usualTemplates, en: { ...usualTemplates.en, [name]: { subject, body } } },
});
const issueKinds = (name: TemplateName, subject: string, body: string) =>
  issuesOf(name, { subject, body }).map(({ part, line, kind, word }) => [part, line, kind, word]);

describe('mails', () => {
  it('have templates in both languages that pass what an editor must pass', () => {
    assert.deepEqual(templateName.options.toSorted(), names.toSorted());
    for (const templates of Object.values(usualTemplates)) {
      for (const name of names) assert.deepEqual(issuesOf(name, templates[name]), [], name);
    }
  });

  it('tell an editor what is wrong, and in which line', () => {
    assert.deepEqual(issueKinds('invitation', 'x\r\nBcc: y', 'a\n{titel} {name\n｛link｝'), [
      ['subject', 1, 'several-lines', ''],
      ['body', 2, 'unknown-placeholder', 'titel'],
      ['body', 2, 'unpaired-bracket', ''],
      ['body', 3, 'unpaired-bracket', ''],
      ['body', 3, 'missing-placeholder', 'link'],
    ]);
    assert.deepEqual(
      issueKinds('login-code', ' ', '').map(([part, , kind]) => [part, kind]),
      [
        ['subject', 'empty'],
        ['body', 'empty'],
        ['body', 'missing-placeholder'],
      ],
    );
    assert.deepEqual(issueKinds('cancelled', 's'.repeat(201), 'b'.repeat(10_001)), [
      ['subject', 1, 'too-long', '200'],
      ['body', 1, 'too-long', '10000'],
    ]);
    assert.deepEqual(issueKinds('login-code-sms', '', `{code}${'字'.repeat(400)}`), [
      ['body', 1, 'too-long', '400'],
    ]);
    assert.deepEqual(
      issueKinds('application-reopened', 'x', '{__proto__} {constructor} {}\u0007'),
      [
        ['body', 1, 'unknown-placeholder', '__proto__'],
        ['body', 1, 'unknown-placeholder', 'constructor'],
        ['body', 1, 'unknown-placeholder', ''],
        ['body', 1, 'control-character', ''],
      ],
    );
  });

  it('let a button lead to an address of ours and nowhere else', () => {
    for (const bad of [
      '[x]({message})',
      '[x](https://evil.test)',
      'go: [x]({link})',
      'a\n[x]({link})',
    ]) {
      const kinds = issueKinds('invitation', 'x', `${bad}\n\n{link}`).map(([, , kind]) => kind);
      assert.deepEqual(kinds, ['broken-button'], bad);
      const { html } = renderMail(
        'invitation',
        { locale: 'en', valuesIn: () => ({ link: 'https://x.test/', message: 'javascript:x' }) },
        saying('invitation', 'x', bad),
      );
      assert.doesNotMatch(html, /<a /u, bad);
    }
    assert.deepEqual(issueKinds('invitation', 'x', 'a\n\n[x]({link})\n\nb ({name})'), []);
  });

  it('leave out lines that have nothing to say', () => {
    const values = { host: 'A', title: 'B', link: 'https://x.test/', password: null };
    const { text } = renderMail('invitation', { locale: 'en', valuesIn: () => values }, paper);
    assert.doesNotMatch(text, /Password|Meeting ID:|Hello|\{/u);
    assert.match(text, /https:\/\/x\.test\//u);
  });

  it("are written in the reader's language, in both where it is not known", () => {
    const valuesIn = () => ({ host: 'A', title: 'T' });
    const subject = (locale: string | null) =>
      renderMail('cancelled', { locale, valuesIn }, paper).subject;
    for (const locale of ['zh', 'zh-CN', 'zh_CN', 'zh-Hant-TW']) {
      assert.equal(subject(locale), '会议已取消：T');
    }
    for (const locale of ['en', 'de-DE', 'x']) assert.equal(subject(locale), 'Cancelled: T');
    for (const locale of [null, '']) assert.equal(subject(locale), '会议已取消：T / Cancelled: T');
    const code = { locale: null, valuesIn: () => ({ code: '1', minutes: '2' }) };
    assert.match(renderSms('login-code-sms', code, paper), /^【湖畔会议】.*1.*\n\[Lakeside\].*1/u);
  });

  it('end with the way to stop them and the campus’s own footer, whatever the template says', () => {
    const stop = { kind: 'missed-call', url: 'https://m.test/notices/stop/x' } as const;
    const footer = { 'zh-CN': '', en: 'University of Lakeside\n<b>imprint</b> {link}' };
    const { text, html } = renderMail(
      'missed-call',
      { locale: 'en', valuesIn: () => ({}), stop },
      { ...saying('missed-call', 'x', 'y'), footer },
    );
    assert.match(
      text,
      /y\n\nYou get this mail .* Lakeside open\.\nNo more .*:\nhttps:\/\/m\.test\/notices\/stop\/x\n\nUniversity of Lakeside\n<b>imprint<\/b> \{link\}$/u,
    );
    assert.match(html, /<a href="https:\/\/m\.test\/notices\/stop\/x">/u);
    assert.match(html, /&lt;b&gt;imprint/u);
  });

  it('never let what is filled in become markup, a header or a placeholder', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('<script>x</script>', '{link}', '[x]({link})', 'a\r\nBcc: b', '$&', '"><'),
    );
    fc.assert(
      fc.property(nasty, nasty, (host, title) => {
        const link = 'https://meet.uni.test/join?a=1&b=2';
        const values = { host, title, link, name: host, message: title };
        const addressed = { locale: 'en', valuesIn: () => values };
        const { subject, html } = renderMail('invitation', addressed, paper);
        assert.doesNotMatch(subject, /[\r\n\u0000]/u);
        const tags = new Set([...html.matchAll(/<\/?([^\s>]+)/gu)].map(([, tag]) => tag));
        const ours = 'html head meta title body div p br a'.split(' ');
        assert.deepEqual(
          [...tags].filter((tag) => tag !== '!doctype' && !ours.includes(tag ?? '')),
          [],
        );
        assert.equal(html.match(/<a /gu)?.length, 1);
        assert.ok(html.includes('href="https://meet.uni.test/join?a=1&amp;b=2"'));
      }),
    );
  });

  it('can be shown for every sample person: nothing is left unfilled', () => {
    const place = { base: 'https://m.test', zone: 'UTC' };
    for (const language of languages) {
      for (const sample of templateSample.options) {
        const valuesIn = () => sampleValues(sample, language, place);
        for (const name of names) {
          const kind = stopKindOf(name);
          const stop = kind === null ? undefined : { kind, url: 'https://s.test' };
          const shown = isSmsName(name)
            ? renderSms(name, { locale: language, valuesIn }, paper)
            : renderMail(name, { locale: language, valuesIn, stop }, paper).text;
          if (sample !== 'hostile')
            assert.doesNotMatch(shown, /[{}]|undefined|null/u, `${name} ${sample}`);
        }
      }
    }
  });

  it('cut a subject that is too long between characters, not within one', () => {
    const subject = fillSubject('{title}', { title: '𠮷'.repeat(300) });
    assert.equal(subject, `${'𠮷'.repeat(199)}…`);
  });

  it('count short messages as gateways do: 160 and 153 in GSM-7, 70 and 67 in UCS-2', () => {
    const size = (text: string) => Object.values(smsSize(text));
    assert.deepEqual(size('a'.repeat(160)), [160, 1, 'GSM-7']);
    assert.deepEqual(size('a'.repeat(161)), [161, 2, 'GSM-7']);
    assert.deepEqual(size(`${'a'.repeat(159)}€`), [160, 2, 'GSM-7']);
    assert.deepEqual(size('字'.repeat(70)), [70, 1, 'UCS-2']);
    assert.deepEqual(size('字'.repeat(71)), [71, 2, 'UCS-2']);
    assert.deepEqual(size('字'.repeat(135)), [135, 3, 'UCS-2']);
  });

  it("say when in the reader's zone and name it; an unknown zone is the campus's", () => {
    const span = { startsAt: Date.UTC(2026, 10, 24, 16, 30), endsAt: null };
    assert.equal(
      whenIn('en', 'Asia/Shanghai', span),
      'Wednesday, 25 November 2026, 00:30 (China Standard Time, Asia/Shanghai)',
    );
    assert.match(
      whenIn('zh-CN', 'Asia/Shanghai', span),
      /^2026年11月25日星期三 00:30（中国标准时间/u,
    );
    assert.equal(knownZone('Mars/Olympus', 'Asia/Shanghai'), 'Asia/Shanghai');
    assert.equal(knownZone('99', 'UTC'), 'UTC');
    assert.equal(knownZone('Europe/Berlin', 'UTC'), 'Europe/Berlin');
  });
});
