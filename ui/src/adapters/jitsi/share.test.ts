import assert from 'node:assert/strict';
import { shares, stage } from '../../conference/selectors.ts';
import { mutesWhatIsAdded, ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import type { LibraryDouble } from './doubles/library.ts';
import { settle, startMeeting } from './doubles/start.ts';
import { RemoteTrackDouble } from './doubles/tracks.ts';

const sent = (library: LibraryDouble) =>
  library
    .conference()
    .localTracks.map((track) => track.getVideoType() ?? track.getType())
    .sort();

const cancel = (options: Record<string, unknown>) => {
  if ((options['devices'] as string[])[0] !== 'desktop') return;
  throw Object.assign(new Error('cancelled'), { name: 'gum.screensharing_user_canceled' });
};

const entered = async (library: LibraryDouble) => {
  const meeting = startMeeting(library);
  await meeting.conference.join();
  return meeting;
};

describe('sharing with the 2021 library, which has one video track', () => {
  let library: LibraryDouble;
  beforeEach(() => {
    library = library2021();
  });

  it('puts the screen in the place of the camera, gives the camera back, and swaps again', async () => {
    const { conference, state } = await entered(library);
    await conference.setCamera(true);
    const camera = library.captured[0]!;
    await conference.startShare();
    assert.deepEqual(sent(library), ['desktop']);
    assert.equal(camera.disposed, true, 'the camera’s light is out while the screen is sent');
    assert.deepEqual([state().local.camera.status, state().local.share.status], ['off', 'on']);
    await conference.stopShare();
    assert.deepEqual(sent(library), ['camera']);
    assert.deepEqual([state().local.camera.status, state().local.share.status], ['on', 'off']);
    const swaps = library.conference().called('replaceTrack').slice(1);
    const [screen, again] = library.captured.slice(1);
    assert.deepEqual(
      swaps,
      [
        [camera, screen],
        [screen, again],
      ],
      'two swaps, no gap between',
    );
    assert.equal(state().capabilities?.cameraBesideShare, false);
  });

  it('works with the camera muted, and with none at all', async () => {
    const { conference } = await entered(library);
    await conference.startShare();
    assert.deepEqual(sent(library), ['desktop']);
    await conference.stopShare();
    assert.deepEqual(sent(library), []);
    await conference.setCamera(true);
    await conference.setCamera(false);
    await conference.startShare();
    assert.deepEqual(sent(library), ['desktop']);
    await conference.stopShare();
    assert.deepEqual(sent(library), [], 'a camera that was off stays off');
  });

  it('remembers a camera that is asked for during the share', async () => {
    const { conference, state } = await entered(library);
    await conference.startShare();
    await conference.setCamera(true);
    assert.deepEqual(sent(library), ['desktop']);
    await conference.stopShare();
    assert.deepEqual(sent(library), ['camera']);
    assert.equal(state().local.camera.status, 'on');
  });

  it('has the camera back when the swap fails', async () => {
    const { conference, state } = await entered(library);
    await conference.setCamera(true);
    const room = library.conference();
    const replaceTrack = room.replaceTrack.bind(room);
    room.replaceTrack = (old, next) =>
      next?.getVideoType() === 'desktop'
        ? Promise.reject(new Error('renegotiation failed'))
        : replaceTrack(old, next);
    await conference.startShare();
    assert.deepEqual([state().local.share.status, state().local.share.problem], ['off', 'failed']);
    assert.equal(state().local.camera.status, 'on');
    assert.equal(library.captured.find((t) => t.getVideoType() === 'desktop')?.disposed, true);
  });

  it('shows another’s camera that turns into a screen as a share, and back', async () => {
    const { state } = await entered(library);
    library.conference().enters(new ParticipantDouble('g', 'G'));
    const track = new RemoteTrackDouble(
      { type: 'video', videoType: 'camera' },
      library.events.track,
      { id: 'g' },
    );
    library.conference().shows(track);
    track.changeVideoType('desktop');
    assert.equal(stage(state())?.kind, 'share');
    assert.equal(state().media.size, 1);
    track.changeVideoType('camera');
    assert.deepEqual(shares(state()), []);
    assert.equal(state().media.size, 1);
  });

  it('ends the share when a moderator mutes it, and says who', async () => {
    const { conference, state } = await entered(library);
    const host = new ParticipantDouble('host', 'Host');
    library.conference().enters(host);
    await conference.startShare();
    await library.captured[0]!.muteBy(host);
    await settle();
    assert.deepEqual([state().local.share.status, state().local.share.mutedBy], ['off', 'host']);
    assert.deepEqual(sent(library), []);
  });
});

describe('sharing with the 2026 library, which has several video tracks', () => {
  let library: LibraryDouble;
  beforeEach(() => {
    library = library2026();
  });

  it('sends the screen beside the camera', async () => {
    const { conference, state } = await entered(library);
    await conference.setCamera(true);
    await conference.startShare();
    assert.deepEqual(sent(library), ['camera', 'desktop']);
    assert.deepEqual([state().local.camera.status, state().local.share.status], ['on', 'on']);
    assert.equal(state().capabilities?.cameraBesideShare, true);
    await conference.stopShare();
    assert.deepEqual(sent(library), ['camera']);
    assert.equal(library.captured[1]!.disposed, true);
  });

  it('takes two videos of one person as camera and share', async () => {
    const { state } = await entered(library);
    library.conference().enters(new ParticipantDouble('g', 'G'));
    for (const videoType of ['camera', 'desktop'] as const) {
      const what = { type: 'video', videoType } as const;
      library.conference().shows(new RemoteTrackDouble(what, library.events.track, { id: 'g' }));
    }
    assert.deepEqual(
      [...state().media.values()].map((m) => m.kind),
      ['camera', 'share'],
    );
  });

  it('stops another’s share by asking for `desktop`', async () => {
    const { conference } = await entered(library);
    conference.muteParticipant('g', 'share');
    conference.muteParticipant('g', 'microphone');
    conference.muteParticipant('g', 'camera');
    assert.deepEqual(library.conference().called('muteParticipant'), [
      ['g', 'desktop'],
      ['g', 'audio'],
      ['g', 'video'],
    ]);
  });
});

for (const [name, make] of [
  ['2021', library2021],
  ['2026', library2026],
] as const) {
  describe(`a share with the ${name} library`, () => {
    it('ends when the browser’s own bar stops it', async () => {
      const library = make();
      const { conference, state } = await entered(library);
      await conference.startShare();
      library.captured[0]!.stopByBrowser();
      await settle();
      assert.deepEqual([state().local.share.status, state().local.share.problem], ['off', null]);
      assert.deepEqual(sent(library), []);
    });

    it('ends when a moderator stops it before it is all set up, and says who', async () => {
      const library = make();
      const { conference, state } = await entered(library);
      const host = new ParticipantDouble('host', 'Host');
      const room = library.conference();
      room.enters(host);
      mutesWhatIsAdded(library.conference(), host);
      await conference.startShare();
      await settle();
      assert.deepEqual([state().local.share.status, state().local.share.mutedBy], ['off', 'host']);
      assert.deepEqual(sent(library), []);
    });

    it('takes a cancelled picker for no problem, and leaves the camera alone', async () => {
      const library = make();
      const { conference, state } = await entered(library);
      await conference.setCamera(true);
      library.device = cancel;
      await conference.startShare();
      assert.deepEqual([state().local.share.status, state().local.share.problem], ['off', null]);
      assert.deepEqual(sent(library), ['camera']);
      assert.equal(state().local.camera.status, 'on');
    });

    it('is text that stays sharp, until its sender says that it is a film', async () => {
      const library = make();
      const { conference, state } = await entered(library);
      await conference.startShare();
      const hint = () => library.captured.at(-1)?.getTrack()?.contentHint;
      assert.deepEqual([hint(), state().share.content], ['detail', 'text']);
      conference.setShareContent('video');
      assert.deepEqual([hint(), state().share.content], ['motion', 'video']);
      await conference.stopShare();
      await conference.startShare();
      assert.deepEqual([hint(), state().share.content], ['detail', 'text']);
    });

    it('sends its sound with the voice, and the voice alone again afterwards', async () => {
      const library = make();
      const { conference, state } = await entered(library);
      await conference.setMicrophone(true);
      const [voice] = library.captured;
      library.hasScreenSound = true;
      await conference.startShare();
      assert.equal(state().share.sound, true);
      assert.notEqual(voice?.effects.at(-1), undefined);
      assert.equal(sent(library).filter((kind) => kind === 'audio').length, 1);
      await conference.stopShare();
      assert.equal(voice?.effects.at(-1), undefined);
      assert.equal(state().local.microphone.status, 'on');
      assert.equal(library.captured.at(-1)?.disposed, true);
    });

    it('sends its sound by itself while there is no microphone, and with it as soon as it opens', async () => {
      const library = make();
      const { conference, state } = await entered(library);
      library.hasScreenSound = true;
      await conference.startShare();
      const sound = library.captured.at(-1);
      const audio = () => library.conference().localTracks.find((t) => t.getType() === 'audio');
      assert.deepEqual([audio(), state().local.microphone.status], [sound, 'off']);
      await conference.setMicrophone(true);
      assert.equal(audio(), library.captured.at(-1));
      assert.notEqual(audio()?.effects.at(-1), undefined);
      await conference.stopShare();
      assert.equal(audio()?.effects.at(-1), undefined);
      await conference.leave();
      await settle();
      assert.ok(library.captured.every((track) => track.disposed));
    });

    it('is given back when this person leaves', async () => {
      const library = make();
      const { conference } = await entered(library);
      await conference.setCamera(true);
      await conference.startShare();
      await conference.leave();
      await settle();
      assert.ok(library.captured.every((track) => track.disposed));
      assert.ok(library.captured.every((track) => track.listenerCount === 0));
    });
  });
}
