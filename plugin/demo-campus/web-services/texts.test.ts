import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanMarkup, formatMessage, formatString } from './texts.ts';

describe('Texts as Moodle answers them', () => {
  it('strips tags and escapes what is left of names, entities apart', () => {
    assert.equal(
      formatString('Bad <script>alert(1)</script> & "quotes" 🎓 课程'),
      'Bad alert(1) &amp; "quotes" 🎓 课程',
    );
    assert.equal(formatString('XSS<b>-1'), 'XSS-1');
    assert.equal(formatString('a &amp; b &#20320; 1 < 2'), 'a &amp; b &#20320; 1 &lt; 2');
  });

  it('cleans a message as recorded', () => {
    assert.equal(
      formatMessage(
        '<p>会议 <b>10:00</b> <a href="https://meet.test/x">Join</a><script>alert(1)</script></p>',
        1,
      ),
      '<p>会议 <b>10:00</b> <a href="https://meet.test/x" target="_blank" rel="noreferrer">Join</a></p>',
    );
    assert.equal(formatMessage('🎥 会议 & "link"', 1), '<p>🎥 会议 &amp; "link"</p>');
  });

  it('lets no other tag, attribute or address through, whatever is sent', () => {
    const fragments = [
      '<',
      '>',
      'script',
      'a href=',
      '"',
      "'",
      'javascript:x',
      ' onclick=',
      '/',
      'img',
      'p',
      'svg',
      '<!--',
    ];
    const markup = fc.array(fc.constantFrom(...fragments)).map((parts) => parts.join(''));
    const harmless =
      /<(?!\/?(?:p|a)>|a href="(?:https?:|mailto:)[^"<>]*" target="_blank" rel="noreferrer">)/u;
    fc.assert(
      fc.property(markup, (text) => !harmless.test(cleanMarkup(text))),
      { numRuns: 2000 },
    );
  });
});
