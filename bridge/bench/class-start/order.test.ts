import assert from 'node:assert/strict';
import { orderFigures, type Comer } from './order.ts';

const comer = (id: string, change: Partial<Comer> = {}): Comer => ({
  id,
  kind: 'newcomer',
  isOfDead: false,
  placeAfter: null,
  ...change,
});
const four = ['a', 'b', 'c', 'd'].map((id) => comer(id));
const line = ['a', 'b', 'c', 'd'];
const valuesOf = (after: string[][], comers = four, before: string[][] = []) =>
  orderFigures({ before, after }, comers).map(({ value }) => value);

describe('the order of a class after a bridge was killed', () => {
  it('is kept where people go in from the front, together or one by one', () => {
    const [waiting, passed] = valuesOf([line, ['b', 'c', 'd'], ['d'], []]);
    assert.match(waiting ?? '', /^4 \(0 host, 0 fallen out, 4 newcomers\)/u);
    assert.match(passed ?? '', /^0 of 4, in 3 looks/u);
  });

  it('is not kept where somebody goes in past others, stands before them, or lines up again', () => {
    assert.match(valuesOf([line, ['a', 'b', 'd'], []])[1] ?? '', /^2 of 4/u);
    assert.match(valuesOf([line, ['b', 'a', 'c', 'd']])[1] ?? '', /^1 of 4/u);
    assert.match(valuesOf([line, ['b', 'c', 'd'], ['b', 'c', 'd', 'a']])[1] ?? '', /^1 of 4/u);
  });

  it('does not count who comes later as passed or passing', () => {
    assert.match(valuesOf([['a', 'b'], ['host', 'a', 'b'], ['b']])[1] ?? '', /^0 of 2/u);
  });

  it('is held against the places that people are told', () => {
    const told = [comer('b', { placeAfter: 2 }), comer('c', { placeAfter: 4 }), comer('d')];
    assert.equal(valuesOf([line], told)[2], '1 of 2 who were told one');
  });

  it('says who stood before hosts, and compares nothing with nobody', () => {
    const comers = [
      ...four,
      comer('host', { kind: 'host' }),
      comer('back', { kind: 'fallen out' }),
    ];
    const ahead = valuesOf([['a', 'host', 'b']], comers, [['a'], ['host', 'back', 'a']])[3];
    assert.equal(ahead, 'at most 0, of 2 who were seen waiting');
    assert.throws(() => valuesOf([[]]), /nobody waited/u);
  });
});
