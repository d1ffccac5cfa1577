import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePhpForm } from './php-form.ts';

const plain = (form: string): unknown => JSON.parse(JSON.stringify(parsePhpForm(form)));

describe('A form as PHP reads it', () => {
  it('reads nested arrays, open indexes and encoded brackets', () => {
    assert.deepEqual(
      plain('options[0][name]=a&options%5B0%5D%5Bvalue%5D=1&ids[]=5&ids[]=6&x=%E8%AF%BE'),
      {
        options: { 0: { name: 'a', value: '1' } },
        ids: { 0: '5', 1: '6' },
        x: '课',
      },
    );
  });

  it('lets the last of two same names win, and turns dots into underscores', () => {
    assert.deepEqual(plain('a=1&a=2&b[x]=1&b=3&c.d=4'), { a: '2', b: '3', c_d: '4' });
  });

  it('drops what is beyond max_input_vars silently', () => {
    const form = Array.from({ length: 5200 }, (_, index) => `v[]=${index}`).join('&');
    const { v } = parsePhpForm(form);
    assert.equal(Object.keys(v as object).length, 5000);
  });

  it('never touches a prototype', () => {
    parsePhpForm(
      '__proto__[polluted]=1&a[__proto__][polluted]=1&constructor[prototype][polluted]=1',
    );
    assert.equal(({} as { polluted?: string }).polluted, undefined);
  });

  it('reads any form without falling over', () => {
    fc.assert(fc.property(fc.string(), (form) => typeof parsePhpForm(form) === 'object'));
  });
});
