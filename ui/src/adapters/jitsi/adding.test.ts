import assert from 'node:assert/strict';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import { settle, startMeeting } from './doubles/start.ts';

for (const [name, make] of [
  ['2021', library2021],
  ['2026', library2026],
] as const) {
  describe(`a track that comes while a call is being set up (${name} library)`, () => {
    const inRoom = async () => {
      const library = make();
      const { conference, state } = startMeeting(library);
      await conference.join();
      return { conference, state, library, room: library.conference() };
    };

    it('is announced by the peer-to-peer call that was offered without it', async () => {
      const { conference, state, library, room } = await inRoom();
      const session = room.begins('p2pJingleSession');
      const done = conference.setCamera(true);
      await settle();
      assert.equal(state().local.camera.status, 'starting');
      session.state = 'active';
      await done;
      assert.deepEqual(session.announced, library.captured);
      assert.equal(state().local.camera.status, 'on');
    });

    it('is announced by a call that began while it was on its way into another one', async () => {
      const { conference, library, room } = await inRoom();
      const bridge = room.begins('jvbJingleSession');
      bridge.state = 'active';
      room.meanwhile = () => {
        if (room.p2pJingleSession) return;
        const session = room.begins('p2pJingleSession');
        setTimeout(() => (session.state = 'active'));
      };
      await conference.setCamera(true);
      assert.deepEqual(bridge.announced, library.captured);
      assert.deepEqual(room.p2pJingleSession?.announced, library.captured);
    });

    it('waits for what the library negotiates beside its queue, and is tried again', async () => {
      const { conference, state, library, room } = await inRoom();
      const session = room.begins('p2pJingleSession');
      session.state = 'active';
      session.peerconnection.signalingState = 'have-remote-offer';
      const replaceTrack = room.replaceTrack.bind(room);
      let failures = 0;
      room.replaceTrack = (old, next) => {
        if (session.peerconnection.signalingState === 'stable' && failures > 0)
          return replaceTrack(old, next);
        failures += 1;
        return Promise.reject(new Error('cannot create an offer in this state'));
      };
      const done = conference.setCamera(true);
      await settle();
      assert.equal(failures, 0);
      session.peerconnection.signalingState = 'stable';
      await done;
      assert.equal(failures, 1);
      assert.deepEqual(session.announced, library.captured);
      assert.equal(state().local.camera.status, 'on');
    });

    it('is a screen as well', async () => {
      const { conference, state, room } = await inRoom();
      const session = room.begins('p2pJingleSession');
      const done = conference.startShare();
      await settle();
      session.state = 'active';
      await done;
      assert.deepEqual(
        session.announced.map((track) => track.getVideoType()),
        ['desktop'],
      );
      assert.equal(state().local.share.status, 'on');
    });

    it('is sent all the same when the other one never answers', async () => {
      const { conference, state, room } = await inRoom();
      room.begins('p2pJingleSession');
      await conference.setCamera(true);
      assert.equal(room.localTracks.length, 1);
      assert.equal(state().local.camera.status, 'on');
    });
  });
}

describe('what the 2021 library says of a session without a track', () => {
  it('is put right', async () => {
    const library = library2021();
    const { conference } = startMeeting(library);
    await conference.setCamera(true);
    await conference.join();
    const room = library.conference();
    room.sendCommand('videomuted', { value: 'true' });
    room.tell('_MEDIA_SESSION_STARTED', { isP2P: true });
    await settle();
    assert.deepEqual(room.called('sendCommand').at(-1), ['videomuted', 'false']);
  });
});
