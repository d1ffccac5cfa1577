import assert from 'node:assert/strict';
import { ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import { startMeeting } from './doubles/start.ts';
import { RemoteTrackDouble } from './doubles/tracks.ts';
import { receiverConstraints } from './layout.ts';

const sources = [
  { participantId: 'a', name: 'a-v0', kind: 'camera' as const },
  { participantId: 'a', name: 'a-v1', kind: 'share' as const },
  { participantId: 'b', name: 'b-v0', kind: 'camera' as const },
  { participantId: 'c', name: 'c-v0', kind: 'camera' as const },
];

describe('receiver constraints', () => {
  it('name sources where the bridge knows them: the share large, its owner’s camera a tile', () => {
    const features = { multiStream: true, sourceConstraints: true };
    const needs = { stage: ['a'], stageHeight: 600, visible: ['b', 'gone'], tileHeight: 150 };
    assert.deepEqual(receiverConstraints(needs, sources, features), {
      lastN: 3,
      onStageSources: ['a-v1'],
      selectedSources: ['a-v1'],
      defaultConstraints: { maxHeight: 0 },
      constraints: {
        'a-v0': { maxHeight: 180 },
        'b-v0': { maxHeight: 180 },
        'a-v1': { maxHeight: 2160 },
      },
    });
  });

  it('name participants in the 2021 build, each once', () => {
    const features = { multiStream: false, sourceConstraints: false };
    assert.deepEqual(
      receiverConstraints(
        { stage: ['a'], stageHeight: 600, visible: ['a', 'b'], tileHeight: 150 },
        sources,
        features,
      ),
      {
        lastN: 2,
        onStageEndpoints: ['a'],
        selectedEndpoints: ['a'],
        defaultConstraints: { maxHeight: 180 },
        constraints: { b: { maxHeight: 180 }, a: { maxHeight: 2160 } },
      },
    );
  });

  it('never ask for less than one picture, also while nobody is known', () => {
    const needs = { stage: [], stageHeight: 600, visible: [], tileHeight: 180 };
    for (const sourceConstraints of [true, false]) {
      const features = { multiStream: sourceConstraints, sourceConstraints };
      const asked = receiverConstraints(needs, [], features) as {
        lastN: number;
        defaultConstraints: { maxHeight: number };
      };
      assert.deepEqual([asked.lastN, asked.defaultConstraints.maxHeight], [1, 180]);
    }
  });

  it('ask for the layer that fills a tile, and no more', () => {
    const asked = (tileHeight: number) => {
      const needs = { stage: [], stageHeight: 600, visible: ['b'], tileHeight };
      const features = { multiStream: true, sourceConstraints: true };
      const { constraints } = receiverConstraints(needs, sources, features) as {
        constraints: Record<string, { maxHeight: number }>;
      };
      return constraints['b-v0']?.maxHeight;
    };
    assert.deepEqual(
      [90, 180, 225, 326, 450, 451, 1400].map(asked),
      [180, 180, 180, 360, 360, 720, 720],
    );
  });

  it('ask for several on the stage as large as each is drawn', () => {
    const needs = { stage: ['a', 'b', 'c'], stageHeight: 220, visible: [], tileHeight: 150 };
    const cameras = sources.filter(({ kind }) => kind === 'camera');
    const named = receiverConstraints(needs, cameras, {
      multiStream: true,
      sourceConstraints: true,
    });
    const people = receiverConstraints(needs, cameras, {
      multiStream: false,
      sourceConstraints: false,
    });
    const small = { maxHeight: 180 };
    assert.deepEqual((named as { constraints: object }).constraints, {
      'a-v0': small,
      'b-v0': small,
      'c-v0': small,
    });
    assert.deepEqual((people as { constraints: object }).constraints, {
      a: small,
      b: small,
      c: small,
    });
  });

  it('are sent once, and again when the sources that they name change', async () => {
    const library = library2026();
    const { conference } = startMeeting(library);
    conference.setLayoutNeeds({ stage: ['g'], stageHeight: 600, visible: [], tileHeight: 180 });
    await conference.join();
    const room = library.conference();
    const sent = () => room.called('setReceiverConstraints').length;
    assert.equal(sent(), 1);
    conference.setLayoutNeeds({ stage: ['g'], stageHeight: 600, visible: [], tileHeight: 180 });
    assert.equal(sent(), 1);
    room.enters(new ParticipantDouble('g', 'G'));
    const what = { type: 'video', videoType: 'camera' } as const;
    room.shows(new RemoteTrackDouble(what, library.events.track, { id: 'g', sourceName: 'g-v0' }));
    const last = room.called('setReceiverConstraints').at(-1)![0] as { onStageSources: string[] };
    assert.deepEqual([sent(), last.onStageSources], [2, ['g-v0']]);
  });

  it('do not shrink while tracks are swapped between videobridge and peer to peer', async () => {
    const library = library2026();
    const { conference } = startMeeting(library);
    conference.setLayoutNeeds({ stage: ['g'], stageHeight: 600, visible: [], tileHeight: 180 });
    await conference.join();
    const room = library.conference();
    room.enters(new ParticipantDouble('g', 'G'));
    const what = { type: 'video', videoType: 'camera' } as const;
    const camera = () =>
      new RemoteTrackDouble(what, library.events.track, { id: 'g', sourceName: 'g-v0' });
    const first = camera();
    room.shows(first);
    const before = room.called('setReceiverConstraints').length;
    room.tell('TRACK_REMOVED', first);
    room.shows(camera());
    assert.equal(room.called('setReceiverConstraints').length, before);
  });

  it('are not sent before a screen says what it shows', async () => {
    const library = library2021();
    await startMeeting(library).conference.join();
    assert.deepEqual(library.conference().called('setReceiverConstraints'), []);
  });
});
