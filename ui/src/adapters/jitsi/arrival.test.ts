import assert from 'node:assert/strict';
import { ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import type { LibraryDouble } from './doubles/library.ts';
import { settle, startMeeting } from './doubles/start.ts';
import { RemoteTrackDouble } from './doubles/tracks.ts';

async function entered(library: LibraryDouble) {
  const { conference, state } = startMeeting(library);
  await conference.join();
  return { state, room: library.conference() };
}

describe('what others send and nobody gets', () => {
  /** Runs `act` with no time between a timer's start and its end, and lets what is due happen. */
  const atOnce = async (act: () => void): Promise<void> => {
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((run: () => void) => real(run, 0)) as typeof setTimeout;
    try {
      act();
    } finally {
      globalThis.setTimeout = real;
    }
    await settle();
  };

  it('is told to come of a library that is too old for the server, until something arrives', async () => {
    const library = library2021();
    const { room, state } = await entered(library);
    for (const id of ['a', 'b']) room.enters(new ParticipantDouble(id, id));
    await atOnce(() => {
      for (const id of ['a', 'b']) room.says(id, 'audiomuted', 'false');
    });
    assert.equal(state().arrival, null, 'no videobridge yet: that is another trouble');
    await atOnce(() => room.tell('_MEDIA_SESSION_STARTED', { isP2P: false }));
    assert.equal(state().arrival, 'library-old');
    room.shows(new RemoteTrackDouble({ type: 'audio' }, library.events.track, { id: 'a' }));
    assert.equal(state().arrival, null);
  });

  it('is no trouble in a silent room of today, of which no sound is forwarded', async () => {
    const { room, state } = await entered(library2026());
    await atOnce(() => {
      room.tell('_MEDIA_SESSION_STARTED', { isP2P: false });
      for (const id of ['a', 'b']) {
        const person = new ParticipantDouble(id, id);
        person.sources.set('audio', new Map([[`${id}-a0`, { muted: false }]]));
        room.enters(person);
      }
    });
    assert.equal(state().arrival, null);
    await atOnce(() => {
      for (const id of ['c', 'd']) {
        const person = new ParticipantDouble(id, id);
        person.sources.set('video', new Map([[`${id}-v0`, { muted: false, videoType: 'camera' }]]));
        room.enters(person);
      }
    });
    assert.equal(state().arrival, 'nothing');
  });
});
