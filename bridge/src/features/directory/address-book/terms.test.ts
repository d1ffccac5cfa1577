import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pressed } from './folding.ts';
import { placesOf, sortKeyOf } from './placing.ts';
import { endOfRange, readQuery } from './query.ts';
import { termClass, termsOf, type Findable } from './terms.ts';

const named = (displayName: string, givenName = '', familyName = ''): Findable => ({
  displayName,
  givenName,
  familyName,
  email: null,
  campusNumber: null,
  phone: null,
});

/** Whether typing this finds the person: every word begins one of the terms. */
const finds = (query: string, person: Findable): boolean => {
  const terms = termsOf(person).map(({ text }) => text);
  const words = readQuery(query) ?? [];
  return words.length > 0 && words.every((word) => terms.some((term) => term.startsWith(word)));
};

const wang = named('王小芳', '小芳', '王');

describe('what a person is found by', () => {
  it('a name with a place beside it or an interpunct: by each part, its pinyin and initials', () => {
    const found = (displayName: string) =>
      new Set(
        termsOf({
          displayName,
          givenName: '',
          familyName: '',
          email: null,
          campusNumber: null,
          phone: null,
        }).map(({ text }) => text),
      );
    const professor = found('张教授（清华大学）');
    for (const term of [
      '张教授清华大学',
      '教授清华大学',
      '清华大学',
      'zhangjiaoshouqinghuadaxue',
      'qinghuadaxue',
      'zjsqhdx',
    ]) {
      assert.ok(professor.has(term), term);
    }
    const uyghur = found('阿卜杜拉·买买提');
    for (const term of ['阿卜杜拉买买提', '买买提', 'abudulamaimaiti', 'maimaiti', 'abdlmmt']) {
      assert.ok(uyghur.has(term), term);
    }
  });
  it('a Han name: from each character, by pinyin from each syllable, by initials', () => {
    for (const query of ['王小芳', '小芳', '芳', 'wangxiaofang', 'xiaofang', 'fang', 'wxf', 'xf']) {
      assert.ok(finds(query, wang), query);
    }
    for (const query of ['方', 'aofang', 'wfx', '王芳x']) assert.ok(!finds(query, wang), query);
  });
  it('words in any order, each from its beginning', () => {
    for (const query of ['xiaofang wang', 'fang w', '芳 王', 'Wang Xiao-Fang', 'WANG　xf']) {
      assert.ok(finds(query, wang), query);
    }
    assert.ok(!finds('wang li', wang));
  });
  it('every reading of a family name, and ü by v and u', () => {
    const readings: [string, string[]][] = [
      ['单雄信', ['shan', 'dan']],
      ['曾国藩', ['zeng', 'ceng']],
      ['重庆', ['chong', 'zhong']],
      ['仇英', ['qiu', 'chou']],
      ['吕布', ['lvbu', 'lubu', 'lü', 'lb']],
      ['欧阳若曦', ['ouyangruoxi', 'oyrx', 'ruoxi']],
    ];
    for (const [name, queries] of readings) {
      for (const query of queries) assert.ok(finds(query, named(name)), `${name} by ${query}`);
    }
  });
  it('a Western name: each part, both orders, without accents or as Germans spell them', () => {
    const jurgen = named('Jürgen Müller-Lüdenscheidt', 'Jürgen', 'Müller-Lüdenscheidt');
    for (const query of ['jürgen', 'jurgen mull', 'mueller', 'lüdensch', 'müller jürgen', 'jml']) {
      assert.ok(finds(query, jurgen), query);
    }
    assert.ok(finds("o'brien", named("Émile O'Brien")) && finds('obr emi', named('Émile O’Brien')));
  });
  it('rare Han, emoji, right-to-left names and mixed ones', () => {
    assert.ok(finds('𠮷', named('𠮷野')) && finds('野', named('𠮷野')));
    assert.ok(finds('🎓', named('Ann 🎓')) && finds('علي', named('محمد علي')));
    assert.ok(finds('\u202Eמ', named('משה')), 'marks of direction are no letters');
    assert.ok(finds('tom wang', named('Tom 王', 'Tom', '王')));
  });
  it('number, mail and phone, however they are written', () => {
    const facts = { email: 'Z.Wei@uni.test', campusNumber: 'T-0001', phone: '+86 138-0013 8000' };
    const person = { ...wang, ...facts };
    for (const query of ['t0001', 'T-00', 'z.wei', 'zwei@uni', '1380013', '+86138', '138-0013']) {
      assert.ok(finds(query, person), query);
    }
    assert.ok(!finds('uni.test', person), 'the domain is everybody’s');
  });
  it('shows whole names before later ones, pinyin and initials', () => {
    const of = new Map(termsOf(wang).map((term) => [term.text, term.class]));
    const order = ['王小芳', '小芳', 'wangxiaofang', 'fang', 'wxf'].map((text) => of.get(text));
    assert.deepEqual(order, [0, 1, termClass.pinyin, termClass.laterPinyin, termClass.initials]);
  });
});

const han = fc.constantFrom(...Array.from('王李张刘陈单曾重仇吕欧阳小芳伟娜若曦𠮷𡈽乐行'));
const latin = fc.constantFrom('Olivia', 'Müller', "O'Brien", 'Jean-Pierre', 'Zoë', 'Øyvind', 'Яна');
const names = fc.oneof(
  fc.array(han, { minLength: 1, maxLength: 5 }).map((all) => all.join('')),
  fc.array(latin, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
  fc.tuple(latin, han).map((all) => all.join(' ')),
);

describe('every person is found', () => {
  it('by any beginning of the name and of each of its terms', () => {
    fc.assert(
      fc.property(names, fc.nat(), (name, at) => {
        const person = named(name);
        for (const text of [pressed(name), ...termsOf(person).map((term) => term.text)]) {
          const letters = Array.from(text);
          const prefix = letters.slice(0, 1 + (at % letters.length)).join('');
          assert.ok(finds(prefix, person), `${name} by ${prefix}`);
        }
      }),
    );
  });
  it('with terms that fit into the index, whatever the name is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 255 }), (name) => {
        const terms = termsOf(named(name.toWellFormed())).map(({ text }) => text);
        assert.equal(new Set(terms).size, terms.length);
        for (const text of terms) {
          assert.ok(text !== '' && Array.from(text).length <= 64 && text.isWellFormed());
          assert.doesNotMatch(text, /[\s%_*\\\u{10ffff}]/u);
          assert.ok(Buffer.compare(Buffer.from(text), Buffer.from(endOfRange(text))) < 0);
        }
      }),
    );
  });
});

describe('a query', () => {
  it('is nothing when empty, and nobody when it has no letters', () => {
    assert.equal(readQuery(undefined), null);
    assert.equal(readQuery('  \u3000'), null);
    for (const query of ['%', '_', '*', '"\'', '()', '\\']) {
      assert.deepEqual(readQuery(query), [], query);
    }
  });
  it('has at most six words, the longest', () => {
    const words = readQuery('a b c d e f g hh iii');
    assert.deepEqual([words?.length, words?.[0]], [6, 'iii']);
  });
});

describe('places', () => {
  it('are in the order of pinyin, syllable by syllable', () => {
    const order = ['安', '王芳', '王小芳', '汪洋', 'Wolf', '张三'];
    const key = (name: string) => Buffer.from(sortKeyOf(name));
    const sorted = order.toReversed().sort((a, b) => Buffer.compare(key(a), key(b)));
    assert.deepEqual(sorted, ['安', '王芳', '王小芳', '汪洋', 'Wolf', '张三']);
  });
  it('of a person are the units and all above them, in a tree that may bite its tail', () => {
    const tree = new Map([
      ['a', { parentId: null }],
      ['b', { parentId: 'a' }],
      ['c', { parentId: 'd' }],
      ['d', { parentId: 'c' }],
    ]);
    assert.deepEqual(placesOf(['b'], tree), ['b', 'a']);
    assert.deepEqual(placesOf(['c', 'gone'], tree), ['c', 'd']);
  });
});
