import assert from 'node:assert/strict';
import fc from 'fast-check';
import { everything, heightsOf, layerFor, wishAfter, type Layer } from './wish.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const some = fc.subarray(ids);
const layer: fc.Arbitrary<Layer> = fc.record({
  height: fc.constantFrom(0, 90, 180, 360, 720),
  lastAt: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constant(Number.NEGATIVE_INFINITY)),
});

describe('what a receiver wants to see', () => {
  it('is at most lastN people, those who are selected first, then those who spoke last', () => {
    const wish = { ...everything, lastN: 2, selected: ['d'] };
    const heights = heightsOf(wish, ids, ['b', 'a']);
    const seen = [...heights].filter(([, height]) => height > 0).map(([id]) => id);
    assert.deepEqual(seen, ['d', 'b']);
  });

  it('never is more people than lastN, nor one who sends nothing, nor more lines than were asked', () => {
    const property = fc.property(
      fc.integer({ min: -1, max: 6 }),
      fc.tuple(some, some, some),
      fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: 0, max: 2160 })),
      (lastN, [selected, senders, speakers], asked) => {
        const max = new Map(Object.entries(asked));
        const wish = { lastN, selected, defaultHeight: 360, heights: max };
        const heights = heightsOf(wish, senders, speakers);
        assert.deepEqual([...heights.keys()].sort(), [...senders].sort());
        const seen = [...heights.values()].filter((height) => height > 0).length;
        assert(lastN < 0 || seen <= lastN);
        for (const [id, height] of heights) assert(height <= (max.get(id) ?? 360));
      },
    );
    fc.assert(property);
  });

  it('is changed by the words of the bridge channel only, and survives nonsense', () => {
    const words = {
      colibriClass: 'ReceiverVideoConstraints',
      lastN: 3,
      selectedEndpoints: ['b'],
      onStageEndpoints: ['a'],
      defaultConstraints: { maxHeight: 180 },
      constraints: { a: { maxHeight: 720 } },
    };
    assert.deepEqual(wishAfter(everything, words), {
      lastN: 3,
      selected: ['a', 'b'],
      defaultHeight: 180,
      heights: new Map([['a', 720]]),
    });
    assert.equal(wishAfter(everything, { colibriClass: 'EndpointStats' }), null);
    const property = fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (nonsense) => {
      const wish = wishAfter(everything, {
        ...nonsense,
        colibriClass: 'ReceiverVideoConstraints',
      });
      assert(wish && Number.isFinite(wish.lastN) && Number.isFinite(wish.defaultHeight));
    });
    fc.assert(property);
  });

  it('is told with what was not said left as it was', () => {
    const before = { ...everything, lastN: 4, selected: ['c'] };
    const after = wishAfter(before, {
      colibriClass: 'ReceiverVideoConstraints',
      defaultConstraints: { maxHeight: 90 },
    });
    assert.deepEqual(after, { ...before, defaultHeight: 90 });
  });
});

describe('the layer that is sent', () => {
  it('is the largest that fits and flows, else the smallest that flows', () => {
    const layers = [
      { height: 180, lastAt: 1000 },
      { height: 360, lastAt: 990 },
      { height: 720, lastAt: 100 },
    ];
    assert.equal(layerFor(layers, 720), 1, 'the largest has ceased to flow');
    assert.equal(layerFor(layers, 200), 0);
    assert.equal(layerFor(layers, 90), 0, 'smaller is not to be had');
    assert.equal(layerFor(layers, 0), -1);
  });

  it('is the smallest that flows while it is not known how large they are', () => {
    const unknown = { height: 0, lastAt: 1000 };
    assert.equal(layerFor([unknown, unknown, unknown], 720), 0);
    assert.equal(layerFor([{ height: 180, lastAt: 1000 }, unknown], 360), 0);
    assert.equal(layerFor([{ height: 360, lastAt: 1000 }, unknown], 180), 0);
  });

  it('is one that flows, or none', () => {
    const property = fc.property(
      fc.array(layer, { maxLength: 3 }),
      fc.integer({ min: 0, max: 800 }),
      (layers, height) => {
        const index = layerFor(layers, height);
        const latest = Math.max(...layers.map(({ lastAt }) => lastAt));
        if (height === 0 || latest === Number.NEGATIVE_INFINITY) assert.equal(index, -1);
        else assert((layers[index]?.lastAt ?? -1) > latest - 700);
      },
    );
    fc.assert(property);
  });
});
