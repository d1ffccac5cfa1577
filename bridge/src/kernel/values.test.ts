import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanText, foldCampusNumber, readCampusNumber, readValue } from './values.ts';

describe('a campus number', () => {
  it('is one, whatever case, width and spaces it is written in', () => {
    for (const spelling of [
      'lc31010033x',
      ' LC3101 0033X ',
      'ｌｃ３１０１００３３ｘ',
      '\u202dLc31010033x\u202c',
      'LC31010033X\u0000',
    ]) {
      assert.equal(foldCampusNumber(spelling), 'LC31010033X', JSON.stringify(spelling));
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = foldCampusNumber(text);
        assert.equal(foldCampusNumber(once), once);
      }),
    );
  });
  it('keeps its leading zeros, hyphens and dots', () => {
    assert.equal(foldCampusNumber('00-12.x'), '00-12.X');
  });
});

describe('no value', () => {
  const everywhere = [
    ...[
      '',
      ' ',
      '\u200b',
      '$Person.sourcedId',
      '$Canvas.user.id',
      '$User.id',
      '${user.id}',
      '{{ id }}',
      '@X@user.id@X@',
    ],
    ...[
      'N/A',
      'n/a',
      '-',
      '--',
      '—',
      '－',
      '/',
      '?',
      '??',
      '0',
      '00',
      '０',
      '无',
      '無',
      '暂无',
      '没有',
      '未知',
    ],
    ...[
      '#N/A',
      '#REF!',
      '#NAME?',
      '#VALUE!',
      '#DIV/0!',
      '#NUM!',
      '#NULL!',
      '#SPILL!',
      '#NV',
      '#BEZUG!',
      '#VALEUR!',
      'Err:502',
      '#####',
    ],
    ...['null', 'NULL', '(null)', 'undefined', 'None', 'none', '\\N', 'NaN'],
  ];
  it('is no key and no name', () => {
    for (const text of everywhere) {
      assert.equal(readCampusNumber(text), null, text);
      assert.equal(readValue(text, 'key'), null, text);
      assert.equal(readValue(text, 'name'), null, text);
    }
    for (const text of [null, undefined]) assert.equal(readValue(text, 'name'), null);
  });
  it('is a word that is a name where a name stands, and nothing where a key stands', () => {
    for (const text of ['Na', 'NA', 'Null', 'Nil', 'Nan', 'No', 'True', 'Unknown']) {
      assert.equal(readValue(text, 'name'), text);
      assert.equal(readValue(text, 'key'), null, text);
    }
    for (const text of ['无学号', '暂无手机', '$sourcedid'])
      assert.equal(readValue(text, 'key'), null, text);
  });
  it('is not what only looks a little like it', () => {
    for (const text of [
      '100',
      '007',
      'N1',
      'NA1',
      '0a',
      'X0',
      'a.b-c',
      'T0001',
      'zoe@uni.test',
      '+49 171 1234567',
    ]) {
      assert.equal(readValue(text, 'key'), text);
    }
    for (const text of [
      'Ng',
      'O',
      '吴无',
      'A$AP Rocky',
      '🎉',
      '阿卜杜拉·买买提',
      '#1 Fan',
      'Nana',
    ]) {
      assert.equal(readValue(text, 'name'), text);
    }
    assert.equal(readValue('0', 'text'), '0');
    assert.equal(readValue('-', 'text'), '-');
    assert.equal(readValue('$Context.title', 'text'), null);
  });
});

describe('text of one line', () => {
  it('has no marks that nobody sees', () => {
    assert.equal(cleanText('\u202d测一\u202c'), '测一');
    assert.equal(cleanText('a\u0000b\u00ad\u200b\ufeffc\u2066\u2069\u2060d\u0007'), 'abcd');
    assert.equal(cleanText('\u3164\u2800\u115f'), '');
    assert.equal(cleanText('Ann\u{e0041}\u{e007f}'), 'Ann');
  });
  it('has no line ends and no white space that pads', () => {
    assert.equal(cleanText('  Anna\r\nMaria\u2028\u0085 Lee\t'), 'Anna Maria Lee');
  });
  it('keeps what is text: interpuncts, markup, right-to-left names, rare Han with its variant', () => {
    for (const text of [
      '阿卜杜拉·买买提',
      '<b>&amp;',
      'محمد علي',
      '𠮷野',
      '葛\u{e0100}城',
      'O’Brien',
      'Å',
    ]) {
      assert.equal(cleanText(text), text);
    }
  });
  it('keeps joiners where a word or an emoji needs them, and nowhere else', () => {
    for (const text of [
      'علی\u200cرضا',
      'क्\u200dष',
      '👩\u200d🏫',
      '👩🏽\u200d🏫',
      '❤️\u200d🔥',
      '☕\ufe0f',
    ]) {
      assert.equal(cleanText(text), text, JSON.stringify(text));
    }
    assert.equal(cleanText('ad\u200dm\u200cin\ufe0f'), 'admin');
  });
  it('never throws, and is the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanText(text);
        assert.equal(cleanText(once), once);
        for (const kind of ['key', 'name', 'text'] as const) readValue(text, kind);
      }),
    );
  });
});
