import assert from 'node:assert/strict';
import { effectScope, nextTick, ref } from 'vue';
import { PanelFailure } from './failure.ts';
import { useAction, useLoad, usePages } from './requests.ts';

/** Answers that come when the test says so, in the order that it says. */
function held<T>() {
  const asked: { answer: (value: T) => void; fail: (error: unknown) => void }[] = [];
  const signals: AbortSignal[] = [];
  const read = (signal?: AbortSignal): Promise<T> => {
    if (signal) signals.push(signal);
    return new Promise((resolve, reject) => asked.push({ answer: resolve, fail: reject }));
  };
  return { asked, signals, read };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const away = new PanelFailure('network/unreachable');

/** A screen that can go. */
function aScreen<T>(use: () => T): { it: T; go: () => void } {
  const scope = effectScope();
  const it = scope.run(use);
  assert.ok(it);
  return { it, go: () => scope.stop() };
}

describe('what a screen reads', () => {
  it('is asked for at once; a failure has a code, and trying again takes it away', async () => {
    const { asked, read } = held<string>();
    const { it: page } = aScreen(() => useLoad(read));
    assert.deepEqual([page.isLoading.value, page.data.value], [true, null]);
    asked[0]?.fail(new TypeError('nobody named this'));
    await settled();
    assert.deepEqual([page.isLoading.value, page.failure.value?.code], [false, 'internal']);
    void page.load();
    assert.equal(page.failure.value, null);
    asked[1]?.answer('there');
    await settled();
    assert.deepEqual([page.isLoading.value, page.data.value], [false, 'there']);
  });

  it('is the answer to the latest question, whichever comes last', async () => {
    const { asked, signals, read } = held<string>();
    const { it: page } = aScreen(() => useLoad(read));
    void page.load();
    assert.equal(signals[0]?.aborted, true);
    asked[1]?.answer('second');
    asked[0]?.answer('first');
    await settled();
    assert.equal(page.data.value, 'second');
  });

  it('stays while it is read again, and when that fails', async () => {
    const { asked, read } = held<string>();
    const { it: page } = aScreen(() => useLoad(read));
    asked[0]?.answer('there');
    await settled();
    void page.load();
    asked[1]?.fail(away);
    await settled();
    assert.deepEqual([page.data.value, page.failure.value?.code], ['there', away.code]);
  });

  it('is read anew when what it depends on changes', async () => {
    const { asked, read } = held<string>();
    const which = ref(1);
    aScreen(() => useLoad(read, { on: which, immediate: false }));
    assert.equal(asked.length, 0);
    which.value = 2;
    await nextTick();
    assert.equal(asked.length, 1);
  });

  it('is called off when the screen goes: a late answer changes nothing', async () => {
    const { asked, signals, read } = held<string>();
    const { it: page, go } = aScreen(() => useLoad(read));
    go();
    assert.equal(signals[0]?.aborted, true);
    asked[0]?.answer('late');
    await settled();
    assert.equal(page.data.value, null);
  });

  it('comes page by page; each is asked for once, and none by itself after a failure', async () => {
    const { asked, read } = held<{ items: string[]; next: string | null }>();
    const { it: list } = aScreen(() => usePages<string, string>(() => read()));
    asked[0]?.answer({ items: ['a'], next: 'b' });
    await settled();
    void list.loadMore();
    void list.loadMore();
    assert.equal(asked.length, 2);
    asked[1]?.answer({ items: ['b'], next: 'c' });
    await settled();
    assert.deepEqual([list.data.value, list.hasMore.value], [['a', 'b'], true]);
    void list.loadMore();
    asked[2]?.fail(away);
    await settled();
    assert.deepEqual([list.data.value, list.hasMore.value], [['a', 'b'], false]);
  });
});

describe('what a screen does', () => {
  it('is not done twice while it is under way; other things are', async () => {
    const { asked, read } = held<undefined>();
    const { it: form } = aScreen(() => useAction());
    const first = form.run(read, 'save');
    assert.equal(await form.run(read, 'save'), false);
    void form.run(read, 'other');
    assert.equal(asked.length, 2);
    assert.deepEqual(
      [form.isBusy.value, form.isDoing('save'), form.isDoing('x')],
      [true, true, false],
    );
    asked[0]?.answer(undefined);
    asked[1]?.answer(undefined);
    assert.equal(await first, true);
    await settled();
    assert.equal(form.isBusy.value, false);
  });

  it('says what failed, until it is tried again', async () => {
    const { it: form } = aScreen(() => useAction());
    assert.equal(await form.run(() => Promise.reject(away)), false);
    assert.equal(form.failure.value?.code, away.code);
    const again = form.run(() => Promise.resolve());
    assert.equal(form.failure.value, null);
    assert.equal(await again, true);
  });

  it('goes on nowhere when the screen has gone', async () => {
    const { asked, read } = held<undefined>();
    const { it: form, go } = aScreen(() => useAction());
    const running = form.run(read);
    go();
    asked[0]?.answer(undefined);
    assert.equal(await running, false);
  });

  it('may share its place for a failure with what is read', async () => {
    const { it: page } = aScreen(() => {
      const list = useLoad(() => Promise.resolve([]));
      return { list, ...useAction(list.failure) };
    });
    await page.run(() => Promise.reject(away));
    assert.equal(page.list.failure.value?.code, away.code);
    await page.list.load();
    assert.equal(page.failure.value, null);
  });
});
