import assert from 'node:assert/strict';
import { mutesWhatIsAdded, ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import { settle, startMeeting } from './doubles/start.ts';

describe('what this person sends', () => {
  it('is told to the room in the 2021 build, which says it too late', async () => {
    const library = library2021();
    const { conference } = startMeeting(library);
    await conference.setMicrophone(true);
    await conference.join();
    const room = library.conference();
    assert.deepEqual(room.called('sendCommand'), [['audiomuted', 'false']]);
    await conference.setMicrophone(false);
    await conference.startShare();
    assert.deepEqual(room.called('sendCommand').slice(1), [
      ['audiomuted', 'true'],
      ['videomuted', 'false'],
      ['videoType', 'desktop'],
    ]);
    const today = library2026();
    const other = startMeeting(today);
    await other.conference.setMicrophone(true);
    await other.conference.join();
    assert.deepEqual(today.conference().called('sendCommand'), []);
  });

  it('names the problem of a device, and takes the default for one that is gone', async () => {
    const library = library2021();
    const { conference, state } = startMeeting(library);
    library.device = (options) => {
      if (options['cameraDeviceId'] !== undefined) {
        throw Object.assign(new Error('gone'), { name: 'gum.not_found' });
      }
    };
    await conference.chooseDevices({ camera: 'old webcam' });
    await conference.setCamera(true);
    assert.equal(state().local.camera.status, 'on');
    assert.equal(library.captures.length, 2);
    library.device = () => {
      const error = Object.assign(new Error('in use'), { name: 'NotReadableError' });
      throw Object.assign(new Error('general'), { name: 'gum.general', gum: { error } });
    };
    await conference.setMicrophone(true);
    assert.equal(state().local.microphone.problem, 'busy');
  });

  it('asks no camera for a least number of pictures: a slow one, or one in the dark, is taken', async () => {
    const library = library2026();
    const { conference } = startMeeting(library);
    await conference.setCamera(true);
    const [asked] = library.captures;
    // The library’s own { min: 15 } is not asked for where something else is.
    assert.deepEqual(asked?.['constraints'], { video: { frameRate: { max: 30 } } });
  });

  it('changes the device while it is sent, and opens a track anew that the library gave up', async () => {
    const library = library2021();
    const { conference, state } = startMeeting(library);
    await conference.join();
    await conference.setMicrophone(true);
    await conference.chooseDevices({ microphone: 'usb' });
    assert.deepEqual(
      library.captured.map((t) => [t.deviceId, t.disposed]),
      [
        ['', true],
        ['usb', false],
      ],
    );
    assert.equal(library.conference().localTracks[0], library.captured[1]);
    await conference.setMicrophone(false);
    await library.captured[1]!.dispose();
    library.conference().localTracks.splice(0);
    await conference.setMicrophone(true);
    assert.equal(state().local.microphone.status, 'on');
    assert.equal(library.captured.length, 3);
  });

  for (const medium of ['microphone', 'camera'] as const)
    it(`is off when a moderator mutes the ${medium} while it is being switched on`, async () => {
      const library = library2026();
      const { conference, state } = startMeeting(library);
      await conference.join();
      const host = new ParticipantDouble('host', 'Host');
      library.conference().enters(host);
      mutesWhatIsAdded(library.conference(), host);
      const set = (on: boolean) =>
        medium === 'microphone' ? conference.setMicrophone(on) : conference.setCamera(on);
      await set(true);
      const now = () => [state().local[medium].status, state().local[medium].mutedBy];
      assert.deepEqual(now(), ['off', 'host']);
      await set(true);
      assert.deepEqual(now(), ['on', null]);
      // Again on the track that there is by now.
      await set(false);
      const [track] = library.captured;
      const unmute = track?.unmute.bind(track);
      if (track) track.unmute = () => unmute!().then(() => track.muteBy(host));
      await set(true);
      assert.deepEqual(now(), ['off', 'host']);
    });

  it('tells a device that was unplugged when there is no other', async () => {
    const library = library2021();
    const { conference, state } = startMeeting(library);
    await conference.setCamera(true);
    library.device = () => {
      throw Object.assign(new Error('none'), { name: 'gum.not_found' });
    };
    library.captured[0]!.stopByBrowser();
    await settle();
    assert.deepEqual(
      [state().local.camera.status, state().local.camera.problem],
      ['off', 'not-found'],
    );
  });

  it('goes on with another device when one is unplugged, and says with which', async () => {
    const library = library2021();
    const { conference, state } = startMeeting(library);
    await conference.join();
    await conference.chooseDevices({ microphone: 'headset' });
    await conference.setMicrophone(true);
    library.device = (options) => {
      if (options['micDeviceId'] !== undefined)
        throw Object.assign(new Error('gone'), { name: 'gum.not_found' });
    };
    library.captured[0]!.stopByBrowser();
    await settle();
    const { status, replacedBy } = state().local.microphone;
    assert.deepEqual([status, replacedBy], ['on', 'Default']);
    assert.deepEqual(library.conference().localTracks, [library.captured[1]]);
    await conference.chooseDevices({ microphone: 'other' });
    assert.equal(state().local.microphone.replacedBy, null);
  });

  it('is heard by this panel itself while muted, and by nothing once the device is given back', async () => {
    const library = library2021();
    const { conference } = startMeeting(library);
    assert.equal(conference.voice(), null);
    await conference.join();
    await conference.setMicrophone(true);
    const voice = conference.voice();
    await conference.setMicrophone(false);
    assert.equal(conference.voice(), voice);
    const [capture] = library.captured.map((track) => track.capturing());
    assert.equal(capture?.enabled, false);
    const copy = capture.copies[0];
    assert.deepEqual([copy?.enabled, copy?.readyState], [true, 'live']);
    await conference.leave();
    assert.equal(copy?.readyState, 'ended');
    assert.equal(conference.voice(), null);
  });
});
