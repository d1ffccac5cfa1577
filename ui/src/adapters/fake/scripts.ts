import { fakePerson, ownId } from './people.ts';
import { fakeRef, type Director, type Sends } from './director.ts';

/** Ready-made meetings. `at` is the moment that the script begins, milliseconds since 1970. */
type Script = (director: Director, at: number) => void;

const minute = 60_000;

/** A connection as it should be. */
const fine = {
  quality: 100,
  upload: 1740,
  download: 3120,
  lossUp: 0,
  lossDown: 0,
  roundTrip: 28,
  width: 1280,
  height: 720,
  frameRate: 30,
  codec: 'VP9',
} as const;

/** Puts in `count` others, each with what `sends` says, on good connections over a videobridge. */
function fill(director: Director, count: number, sends: (index: number) => Sends): void {
  if (count > 1) director.tell({ kind: 'videobridge', videobridge: 'present' });
  for (let index = 0; index < count; index += 1) director.enter(fakePerson(index), sends(index));
  director.connect(ownId, { ...fine, path: count > 1 ? 'bridge' : 'direct', relayed: false });
  for (let index = 0; index < count; index += 1) director.connect(fakePerson(index).id, fine);
}

/** A meeting with `count` others: some without camera, most of many without sound, one speaking, the bridge known. */
export function meetingOf(count: number, director: Director): void {
  fill(director, count, (index) => ({
    camera: index % 5 !== 3,
    microphone: count < 3 || index % 4 === 0,
  }));
  const speaker = fakePerson(0).id;
  director.tell({ kind: 'dominant-speaker', id: speaker });
  director.tell({ kind: 'audio-level', id: speaker, level: 0.6 });
}

function hall(director: Director): void {
  fill(director, 499, (index) => ({ camera: index % 3 === 0, microphone: index % 25 === 0 }));
  for (const index of [300, 75, 50, 0])
    director.tell({ kind: 'dominant-speaker', id: fakePerson(index).id });
  director.tell({ kind: 'audio-level', id: fakePerson(0).id, level: 0.6 });
}

/** The meetings that screens are looked at with, by name. */
export const scripts = {
  /** Alone in the room. */
  alone: () => undefined,
  /** A consultation: teacher and student. */
  pair: (director) => meetingOf(1, director),
  /** A seminar of nine, with hands and chat. */
  seminar: (director, at) => {
    meetingOf(8, director);
    director.tell({ kind: 'hand', id: fakePerson(4).id, raisedAt: at - 2 * minute });
    director.tell({ kind: 'hand', id: fakePerson(2).id, raisedAt: at - minute });
    director.say(fakePerson(0).id, '大家好！今天讲第三章。', at - 5 * minute);
    director.say(fakePerson(3).id, 'Will the slides be in the course page?', at - 3 * minute);
    director.say(fakePerson(7).id, '<b>not bold</b> & https://example.edu/ok', at - minute);
  },
  /** A seminar in which some write privately, to whoever looks at it. */
  private: (director, at) => {
    meetingOf(8, director);
    director.say(fakePerson(0).id, '大家好！今天讲第三章。', at - 5 * minute);
    director.whisper(
      fakePerson(3).id,
      'I missed lab 2 — may I hand it in on Monday?',
      at - 3 * minute,
    );
    director.whisper(fakePerson(3).id, 'https://example.edu/lab2', at - 3 * minute);
    director.whisper(fakePerson(0).id, '请看第三题。', at - 2 * minute);
    director.say(fakePerson(7).id, 'Will the slides be in the course page?', at - minute);
  },
  /** The seminar again; one connection is weak, two are not good. */
  weak: (director) => {
    meetingOf(8, director);
    const picture = { width: 320, height: 180, frameRate: 7 };
    director.connect(fakePerson(1).id, { quality: 8, lossUp: 14, roundTrip: 720, ...picture });
    director.connect(fakePerson(4).id, { quality: 35, lossUp: 5, roundTrip: 340 });
    director.connect(ownId, { quality: 30, lossDown: 6, relayed: true });
  },
  /** The lecture before anything is shared. */
  'lecture-voices': (director) => meetingOf(39, director),
  /** A lecture of forty where the teacher shares the screen. */
  lecture: (director, at) => {
    meetingOf(39, director);
    director.share(fakePerson(0).id);
    director.tell({ kind: 'hand', id: fakePerson(11).id, raisedAt: at - minute });
  },
  /** A lecture hall of five hundred: every third camera is on, few may speak, and four of them just did. */
  hall,
  /** The same hall, looking at the teacher's slides. */
  'hall-share': (director) => {
    hall(director);
    director.share(fakePerson(0).id);
  },
  /** A class of twenty-five. */
  class: (director) => meetingOf(24, director),
  /** A seminar in which a student shows something beside the teacher's screen. */
  shares: (director) => {
    meetingOf(8, director);
    director.share(fakePerson(0).id);
    director.share(fakePerson(2).id);
  },
  /** This person shares a film, with its sound. */
  sharing: (director) => {
    meetingOf(8, director);
    director.tell({ kind: 'local-on', medium: 'share', ref: 'own-share' });
    director.tell({ kind: 'share-changed', content: 'video', sound: true });
  },
  /** Three people and nothing that carries media among them. */
  bridgeless: (director) => {
    director.enter(fakePerson(0));
    director.enter(fakePerson(1));
    director.tell({ kind: 'videobridge', videobridge: 'absent' });
  },
  /** Three people on a server that is newer than the library that it hands out. */
  deaf: (director) => {
    meetingOf(2, director);
    for (const index of [0, 1]) {
      const { id } = fakePerson(index);
      director.tell({ kind: 'sends', id, media: ['audio', 'camera'] });
      for (const kind of ['audio', 'camera'] as const)
        director.tell({ kind: 'media-removed', ref: fakeRef(id, kind) });
    }
    director.tell({ kind: 'arrival', trouble: 'library-old' });
  },
  /** A consultation in which one has muted oneself. */
  muted: (director) => {
    meetingOf(1, director);
    director.tell({ kind: 'local-off', medium: 'microphone', by: null });
  },
  /** A consultation in which the headset was pulled out. */
  replaced: (director) => {
    meetingOf(1, director);
    const label = 'Mikrofonarray (Intel® Smart-Sound-Technologie für digitale Mikrofone)';
    director.tell({ kind: 'device-replaced', medium: 'microphone', label });
  },
  /** The network went away in the middle of a seminar. */
  interrupted: (director) => {
    meetingOf(8, director);
    director.tell({ kind: 'interrupted' });
  },
} as const satisfies Record<string, Script>;

export type ScriptName = keyof typeof scripts;
