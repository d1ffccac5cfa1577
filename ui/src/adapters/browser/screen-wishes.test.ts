import assert from 'node:assert/strict';
import { screenWishes } from './screen-wishes.ts';

describe('what is wished for when a screen is picked', () => {
  it('is sound as it was made, and never the meeting’s own', () => {
    const wishes = screenWishes({});
    assert.deepEqual(wishes.audio, {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
    });
    assert.equal(wishes.selfBrowserSurface, 'exclude');
    assert.equal(wishes.systemAudio, 'exclude', 'others would hear themselves');
  });

  it('takes the sound of the whole system where the browser can leave this page out', () => {
    const known: MediaTrackSupportedConstraints & { restrictOwnAudio: boolean } = {
      restrictOwnAudio: true,
    };
    const wishes = screenWishes(known);
    assert.equal(wishes.systemAudio, 'include');
    assert.ok(typeof wishes.audio === 'object' && 'restrictOwnAudio' in wishes.audio);
  });
});
