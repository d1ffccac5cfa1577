import assert from 'node:assert/strict';
import { inChannelTurn } from './channel-turn.ts';

/** A tab that wants the turn, and gives it up when the test says so. */
function aTab(name: string) {
  const over = new AbortController();
  let begin = (): void => undefined;
  let end = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  const tab = { acts: false, begun, end, abort: () => over.abort() };
  const done = inChannelTurn(name, over.signal, async () => {
    tab.acts = true;
    begin();
    await ended;
    tab.acts = false;
  });
  return Object.assign(tab, { done });
}
type Tab = ReturnType<typeof aTab>;

describe('the turn between tabs without locks', () => {
  const acting = (tabs: Tab[]): number => tabs.filter(({ acts }) => acts).length;

  it('is one tab’s at a time, whoever asks together, and goes on when it is given up', async () => {
    const tabs = [1, 2, 3].map(() => aTab('turn-1'));
    const rest = [...tabs];
    while (rest.length > 0) {
      await Promise.race(rest.map(({ begun }) => begun));
      assert.equal(acting(tabs), 1);
      const tab = rest.find(({ acts }) => acts);
      assert.ok(tab);
      rest.splice(rest.indexOf(tab), 1);
      tab.end();
      await tab.done;
    }
  });

  it('is not taken from the one who has it by one who comes later', async () => {
    const first = aTab('turn-2');
    await first.begun;
    const later = aTab('turn-2');
    later.abort();
    await later.done;
    assert.deepEqual([first.acts, later.acts], [true, false]);
    first.end();
    await first.done;
  });

  it('passes on when a tab went without a word', async () => {
    const gone = new BroadcastChannel('turn-3');
    gone.postMessage({ kind: 'mine', id: '0' });
    gone.addEventListener('message', () => {
      gone.postMessage({ kind: 'mine', id: '0' });
      gone.close();
    });
    const tab = aTab('turn-3');
    await tab.begun;
    tab.end();
    await tab.done;
  });
});
