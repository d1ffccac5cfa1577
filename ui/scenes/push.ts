import type { BrowserPush, PushState } from '../src/features/access/settings/ports.ts';

/** A browser whose notifications are in this state at first; whoever is asked says yes. */
export function scriptedPush(first: PushState): BrowserPush {
  let state = first;
  return {
    state: () => Promise.resolve(state),
    subscribe: () => {
      state = 'on';
      const keys = { p256dh: 'scene', auth: 'scene' };
      return Promise.resolve({ endpoint: 'https://push.example.edu/1', keys });
    },
    unsubscribe: () => {
      state = 'off';
      return Promise.resolve('https://push.example.edu/1');
    },
  };
}
