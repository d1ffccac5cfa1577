import assert from 'node:assert/strict';
import type { TrackEffect } from '../../conference/effect.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import { settle, startMeeting } from './doubles/start.ts';
import { CaptureDouble } from './doubles/tracks.ts';

/** An effect that gives a picture of its own. */
function effectDouble() {
  const output = new CaptureDouble('painted');
  const effect: TrackEffect = {
    isEnabled: () => true,
    startEffect: () => output as unknown as MediaStream,
    stopEffect: () => undefined,
  };
  return { output, make: () => Promise.resolve(effect) };
}

for (const [build, library] of [
  ['2021', library2021],
  ['2026', library2026],
] as const) {
  describe(`effects on what is sent, build of ${build}`, () => {
    it('are on the track before it is sent, and what is shown is what is sent', async () => {
      const double = library();
      const { conference, state } = startMeeting(double);
      const { make, output } = effectDouble();
      await conference.join();
      void conference.setEffect('camera', make);
      await conference.setCamera(true);
      assert.equal(double.captured[0]?.effects.length, 1);
      const { ref } = state().local.camera;
      assert.deepEqual(conference.streamOf(ref ?? ''), { of: output });
    });

    it('that cannot be made keep the camera shut: nobody sees the room by mistake', async () => {
      const double = library();
      const { conference, state } = startMeeting(double);
      await conference.join();
      void conference.setEffect('camera', () => Promise.reject(new Error('not loaded')));
      await conference.setCamera(true);
      const { status, problem } = state().local.camera;
      assert.deepEqual([status, problem], ['off', 'no-effect']);
      assert.deepEqual([double.captured.length, double.conference().localTracks.length], [0, 0]);
      void conference.setEffect('camera', null);
      await conference.setCamera(true);
      assert.equal(state().local.camera.status, 'on');
    });

    it('change what is sent while it is on: another ref, and back', async () => {
      const double = library();
      const { conference, state } = startMeeting(double);
      await conference.join();
      await conference.setCamera(true);
      const plain = state().local.camera.ref;
      const { make, output } = effectDouble();
      await conference.setEffect('camera', make);
      const changed = state().local.camera.ref;
      assert.notEqual(changed, plain);
      assert.deepEqual(conference.streamOf(changed ?? ''), { of: output });
      await conference.setEffect('camera', null);
      const [track] = double.captured;
      assert.equal(track?.effects.at(-1), undefined);
      assert.equal(state().local.camera.status, 'on');
    });

    it('leave nothing open behind them: the device is given back with the meeting', async () => {
      const double = library();
      const { conference } = startMeeting(double);
      await conference.join();
      void conference.setEffect('microphone', effectDouble().make);
      await conference.setMicrophone(true);
      const [track] = double.captured;
      assert.equal(track?.original?.readyState, 'live');
      await conference.leave();
      await settle();
      assert.equal(track.original.readyState, 'ended');
    });

    it('leave nothing open that a camera switched off and on has opened anew', async () => {
      const double = library();
      const { conference } = startMeeting(double);
      await conference.join();
      void conference.setEffect('camera', effectDouble().make);
      await conference.setCamera(true);
      await conference.setCamera(false);
      await conference.setCamera(true);
      const again = double.captured[0]?.original;
      assert.equal(again?.readyState, 'live');
      await conference.leave();
      assert.equal(again.readyState, 'ended');
    });

    it('hear the device itself where one is told that one is muted', async () => {
      const double = library();
      const { conference } = startMeeting(double);
      await conference.join();
      void conference.setEffect('microphone', effectDouble().make);
      await conference.setMicrophone(true);
      conference.voice();
      assert.equal(double.captured[0]?.original?.copies.length, 1);
    });
  });
}
