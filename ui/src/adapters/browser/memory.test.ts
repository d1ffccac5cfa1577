import assert from 'node:assert/strict';
import { createHistoryStore, usable } from './history-store.ts';
import { createMemory } from './memory.ts';

/** A tab's history with its entries; `push` is what the router does. */
function aHistory(first: unknown = null) {
  const entries = [first];
  let at = 0;
  return {
    get state(): unknown {
      return structuredClone(entries[at]);
    },
    replaceState: (state: unknown) => {
      entries[at] = structuredClone(state);
    },
    push: (state: unknown) => {
      entries.splice(at + 1);
      at = entries.push(state) - 1;
    },
    go: (by: number) => {
      at += by;
    },
  };
}

const asHistory = (history: ReturnType<typeof aHistory>) => history as unknown as History;
const blocked = (): Storage => {
  throw new DOMException('blocked', 'SecurityError');
};
/** The memory of a page that was just loaded. */
const loaded = (history: ReturnType<typeof aHistory>) => {
  const store = createHistoryStore(asHistory(history));
  return { ...createMemory(() => usable(blocked, store)), keep: store.keep };
};

describe('what a tab remembers in a frame whose storage is blocked', () => {
  it('survives a reload, beside what the router keeps', () => {
    const history = aHistory({ position: 3 });
    loaded(history).write('session', 's1');
    assert.equal(loaded(history).read('session'), 's1');
    assert.equal((history.state as { position: number }).position, 3);
  });

  it('is on every page that one goes back or forward to', () => {
    const history = aHistory({});
    const memory = loaded(history);
    memory.write('session', 's1');
    history.push({ position: 1 });
    memory.keep();
    assert.equal(loaded(history).read('session'), 's1');
    history.go(-1);
    assert.equal(loaded(history).read('session'), 's1');
    history.go(1);
    assert.equal(loaded(history).read('session'), 's1');
  });

  it('is forgotten when it is to be', () => {
    const history = aHistory({});
    const memory = loaded(history);
    memory.write('session', 's1');
    memory.write('session', null);
    assert.equal(memory.read('session'), null);
    assert.equal(loaded(history).read('session'), null);
  });

  it('takes nothing else for its own', () => {
    for (const state of [null, 1, 'x', { campusMeet: 'x' }, { campusMeet: { session: 4 } }]) {
      assert.equal(loaded(aHistory(state)).read('session'), null);
    }
  });

  it('is the browser’s storage where that is open', () => {
    const history = aHistory();
    const kept = new Map<string, string>();
    const open = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const store = createHistoryStore(asHistory(history));
    createMemory(() => usable(() => open, store)).write('session', 's1');
    assert.equal(kept.get('session'), 's1');
    assert.equal(history.state, null);
  });
});
