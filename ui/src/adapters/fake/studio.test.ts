import assert from 'node:assert/strict';
import { Studio } from './studio.ts';

/** As much of an element and a stream as the studio touches. */
const element = () => {
  return { srcObject: null, play: () => Promise.resolve() } as unknown as HTMLMediaElement;
};
const maker = () => {
  const made: { stopped: boolean }[] = [];
  const make = (): MediaStream => {
    const track = { stopped: false, stop: () => (track.stopped = true) };
    made.push(track);
    return { getTracks: () => [track] } as unknown as MediaStream;
  };
  return { made, make };
};

describe('a picture that is offered in a scripted meeting', () => {
  it('is made when it is shown first, stopped when nothing shows it, and made anew after that', () => {
    const studio = new Studio();
    const { made: tracks, make } = maker();
    studio.offer('a/camera', make);
    assert.equal(tracks.length, 0);
    const first = studio.attach('a/camera', element());
    const second = studio.attach('a/camera', element());
    assert.equal(tracks.length, 1);
    first();
    assert.deepEqual(
      tracks.map(({ stopped }) => stopped),
      [false],
    );
    second();
    assert.deepEqual(
      tracks.map(({ stopped }) => stopped),
      [true],
    );
    studio.attach('a/camera', element());
    assert.equal(tracks.length, 2);
  });

  it('is gone with whoever sent it', () => {
    const studio = new Studio();
    const { made: tracks, make } = maker();
    studio.offer('a/camera', make);
    studio.attach('a/camera', element());
    studio.hide('a/camera');
    assert.equal(tracks[0]?.stopped, true);
    assert.equal(studio.streamOf('a/camera'), null);
  });
});
