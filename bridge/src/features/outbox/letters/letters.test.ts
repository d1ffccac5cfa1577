import assert from 'node:assert/strict';
import fc from 'fast-check';
import { usualTemplates, writeLetter } from './letter.ts';
import { fillSubject, flawsOf, placeholders, type LetterName } from './template.ts';
import { knownZone, whenIn } from './when.ts';

const names = Object.keys(placeholders) as LetterName[];

describe('letters', () => {
  it('have templates in both languages that pass what an editor must pass', () => {
    for (const templates of Object.values(usualTemplates)) {
      for (const name of names) assert.deepEqual(flawsOf(name, templates[name]), [], name);
    }
  });

  it('tell an editor what is wrong with a template', () => {
    const flaws = flawsOf('invitation', { subject: 'x\r\nBcc: y', body: '{titel}' });
    assert.equal(flaws.length, 3);
    assert.match(flaws.join('\n'), /titel.*\n.*one line\n.*\{link\}/u);
  });

  it('leave out lines that have nothing to say', () => {
    const { text } = writeLetter('invitation', {
      locale: 'en',
      valuesIn: () => ({ host: 'A', title: 'B', link: 'https://x.test/', password: null }),
    });
    assert.doesNotMatch(text, /Password|Meeting ID:|Hello|\{/u);
    assert.match(text, /https:\/\/x\.test\//u);
  });

  it("are written in the reader's language, in both where it is not known", () => {
    const subject = (locale: string | null) =>
      writeLetter('cancelled', { locale, valuesIn: () => ({ host: 'A', title: 'T' }) }).subject;
    for (const locale of ['zh', 'zh-CN', 'zh_CN', 'zh-Hant-TW']) {
      assert.equal(subject(locale), '会议已取消：T');
    }
    for (const locale of ['en', 'de-DE', 'x']) assert.equal(subject(locale), 'Cancelled: T');
    for (const locale of [null, '']) assert.equal(subject(locale), '会议已取消：T / Cancelled: T');
  });

  it('never let what is filled in become markup, a header or a placeholder', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('<script>x</script>', '{link}', '[x]({link})', 'a\r\nBcc: b', '$&', '"><'),
    );
    fc.assert(
      fc.property(nasty, nasty, (host, title) => {
        const link = 'https://meet.uni.test/join?a=1&b=2';
        const { subject, html } = writeLetter('invitation', {
          locale: 'en',
          valuesIn: () => ({ host, title, link, name: host, message: title }),
        });
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

  it('cut a subject that is too long between characters, not within one', () => {
    const subject = fillSubject('{title}', { title: '𠮷'.repeat(300) });
    assert.equal(subject, `${'𠮷'.repeat(199)}…`);
  });

  it("say when in the reader's zone and name it; an unknown zone is the campus's", () => {
    const span = { startsAt: Date.UTC(2026, 10, 24, 16, 30), endsAt: null, weeklyUntil: null };
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
