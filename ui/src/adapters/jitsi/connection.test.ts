import assert from 'node:assert/strict';
import { noFigures } from '../../conference/connection.ts';
import { connectionOf } from '../../conference/selectors.ts';
import { ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import type { LibraryDouble } from './doubles/library.ts';
import { startMeeting } from './doubles/start.ts';

const entered = async (library: LibraryDouble) => {
  const meeting = startMeeting(library);
  await meeting.conference.join();
  const room = library.conference();
  room.enters(new ParticipantDouble('ann', 'Ann'));
  const me = room.myUserId() ?? '';
  return { room, me, of: (id: string) => connectionOf(meeting.state(), id) };
};

/** What the library tells of this panel's own connection. */
const local = (me: string, p2p: boolean) => ({
  connectionQuality: 87.4,
  bitrate: { upload: 1800, download: 640, audio: {}, video: {} },
  packetLoss: { total: 2, upload: 1, download: 3 },
  jvbRTT: p2p ? undefined : 41.6,
  transport: [{ p2p, rtt: 12.2, localCandidateType: 'host', ip: '10.0.0.1:10000' }],
  resolution: {
    [me]: { 11: { width: 320, height: 180 }, 12: { width: 1280, height: 720 } },
    ann: { 21: { width: 640, height: 360 } },
  },
  framerate: { [me]: { 12: 29.97 }, ann: { 21: 24 } },
  codec: { ann: { 21: { audio: 'opus', video: 'VP9' } } },
});

describe('the library’s statistics', () => {
  for (const make of [library2021, library2026]) {
    it(`are figures of one’s own connection and of what is received (${make.name})`, async () => {
      const { room, me, of } = await entered(make());
      room.tell('LOCAL_STATS_UPDATED', local(me, false));
      const { quality, upload, lossDown, roundTrip, path, relayed } = of(me);
      assert.deepEqual([quality, upload, lossDown, roundTrip], [87, 1800, 3, 12]);
      assert.deepEqual([path, relayed], ['bridge', false]);
      assert.deepEqual([of(me).width, of(me).height, of(me).frameRate], [1280, 720, 30]);
      const { width, height, frameRate, codec } = of('ann');
      assert.deepEqual([width, height, frameRate, codec], [640, 360, 24, 'VP9']);
    });

    it(`are told by the others of theirs (${make.name})`, async () => {
      const { room, me, of } = await entered(make());
      room.tell('LOCAL_STATS_UPDATED', local(me, false));
      const theirs = { connectionQuality: 20, bitrate: { upload: 90 }, jvbRTT: 320 };
      room.tell('REMOTE_STATS_UPDATED', 'ann', theirs);
      const { quality, upload, download, roundTrip, path, width } = of('ann');
      assert.deepEqual([quality, upload, download, roundTrip, path], [20, 90, null, 320, 'bridge']);
      assert.equal(width, 640, 'what was received stays');
    });
  }

  it('say that two are connected directly, and how long that way is for both', async () => {
    const { room, me, of } = await entered(library2021());
    room.tell('LOCAL_STATS_UPDATED', local(me, true));
    room.tell('REMOTE_STATS_UPDATED', 'ann', { connectionQuality: 100 });
    assert.deepEqual([of('ann').path, of('ann').roundTrip], ['direct', 12]);
  });

  it('are nothing where they are no figures: others send what they like', async () => {
    const { room, of } = await entered(library2021());
    for (const forged of [
      null,
      'weak',
      { connectionQuality: -1, jvbRTT: 1e12, bitrate: 'much', packetLoss: { upload: '99' } },
      { connectionQuality: Number.NaN, bitrate: { upload: { valueOf: 1 } } },
    ]) {
      room.tell('REMOTE_STATS_UPDATED', 'ann', forged);
      assert.deepEqual(of('ann'), noFigures);
      room.tell('LOCAL_STATS_UPDATED', forged);
    }
    room.tell('REMOTE_STATS_UPDATED', 'nobody', { connectionQuality: 5 });
    assert.deepEqual(of('nobody'), noFigures);
  });
});
