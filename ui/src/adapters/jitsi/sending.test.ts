import assert from 'node:assert/strict';
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

  it('tells a device that was unplugged', async () => {
    const library = library2021();
    const { conference, state } = startMeeting(library);
    await conference.setCamera(true);
    library.captured[0]!.stopByBrowser();
    await settle();
    assert.deepEqual(
      [state().local.camera.status, state().local.camera.problem],
      ['off', 'not-found'],
    );
  });
});
