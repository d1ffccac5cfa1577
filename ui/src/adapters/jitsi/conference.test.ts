import { describeConference } from '../../../test/conference-suite.ts';
import { ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import type { LibraryDouble } from './doubles/library.ts';
import { settle, startMeeting } from './doubles/start.ts';
import { RemoteTrackDouble } from './doubles/tracks.ts';

const builds: [string, () => LibraryDouble][] = [
  ['the adapter on the 2021 library', library2021],
  ['the adapter on the 2026 library', library2026],
];

for (const [name, make] of builds) {
  describeConference(name, () => {
    const library = make();
    const { conference } = startMeeting(library);
    const people = new Map<string, ParticipantDouble>();
    const signal = (by: string, sent: object) =>
      library
        .conference()
        .tell('ENDPOINT_MESSAGE_RECEIVED', people.get(by), { type: 'campus-meet', ...sent });
    const sent = new Map<string, RemoteTrackDouble[]>();
    return {
      conference,
      settle,
      enter({ id, personId, name: fullName, moderator }) {
        const user = { id: personId ?? '', name: fullName };
        const person = new ParticipantDouble(id, 'what the browser claims', user);
        person.moderator = moderator;
        people.set(id, person);
        const tracks = [
          new RemoteTrackDouble({ type: 'audio' }, library.events.track, { id }),
          new RemoteTrackDouble({ type: 'video', videoType: 'camera' }, library.events.track, {
            id,
          }),
        ];
        sent.set(id, tracks);
        library.conference().enters(person);
        for (const track of tracks) library.conference().shows(track);
      },
      leave(id) {
        for (const track of sent.get(id) ?? []) library.conference().tell('TRACK_REMOVED', track);
        library.conference().tell('USER_LEFT', id, people.get(id));
      },
      react: (id, reaction) => signal(id, { signal: 'reaction', reaction }),
      askMe: (by) => signal(by, { signal: 'ask', medium: 'microphone' }),
      lowerMyHand: (by) => signal(by, { signal: 'lower-hand' }),
      muteMe: async (by) => {
        const own = library.conference().localTracks.find((track) => track.getType() === 'audio');
        await own?.muteBy(people.get(by) ?? {});
      },
    };
  });
}
