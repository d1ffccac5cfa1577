import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stretchesOf } from './links.ts';

const links = (text: string) =>
  stretchesOf(text).flatMap(({ href, text: shown }) => (href === null ? [] : [[shown, href]]));
const one = (text: string) => links(text)[0]?.[0];

describe('addresses in messages', () => {
  it('are pressed where they are, without the sentence around them', () => {
    assert.deepEqual(links('See https://uni.test/a?b=c#d, and (http://x.test/y_(z)).'), [
      ['https://uni.test/a?b=c#d', 'https://uni.test/a?b=c#d'],
      ['http://x.test/y_(z)', 'http://x.test/y_(z)'],
    ]);
    assert.equal(one('请看 https://uni.test/课程，谢谢'), 'https://uni.test/课程');
    assert.equal(one('资料：https://uni.test/a。'), 'https://uni.test/a');
    assert.equal(one('“https://uni.test/a”'), 'https://uni.test/a');
  });

  it('are none that lead anywhere but to a page', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,<script>',
      'file:///etc/passwd',
      'ftp://uni.test/a',
      'https://',
      'https://campus.test@evil.test/login',
      'xhttps:/uni.test',
      '<a href="x">uni.test</a>',
    ]) {
      assert.deepEqual(links(text), [], text);
    }
  });

  it('stop at marks that are not seen, which could turn the text around', () => {
    assert.equal(one('https://uni.test/\u202egnp.exe'), 'https://uni.test/');
  });

  it('leave every message as it was said', () => {
    const words = fc.constantFrom('http://', 'https://a.test', '(', ')', '.', ' ', '你好', '<b>');
    const message = fc.array(fc.oneof(words, fc.string()), { maxLength: 30 });
    fc.assert(
      fc.property(message, (parts) => {
        const text = parts.join('');
        assert.equal(
          stretchesOf(text)
            .map((stretch) => stretch.text)
            .join(''),
          text,
        );
        for (const [, href] of links(text)) assert.match(href ?? '', /^https?:\/\//u);
      }),
    );
  });

  it('are at most 2,000 signs long: what takes long with long ones is not begun', () => {
    const endless = `https://a.test/${')'.repeat(100_000)}${'http://'.repeat(20_000)}`;
    for (const text of [endless, endless.replaceAll(')', 'a'), endless.replaceAll(')', '(')]) {
      const stretches = stretchesOf(text);
      for (const { href, text: shown } of stretches) {
        if (href !== null) assert.ok(shown.length <= 'https://'.length + 2_000, shown.slice(0, 40));
      }
      assert.equal(stretches.map((stretch) => stretch.text).join(''), text);
    }
  });
});
