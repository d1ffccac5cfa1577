import { isMuted } from '../../../conference/selectors.ts';
import type { Participant } from '../../../conference/events.ts';
import type { ConferenceState } from '../../../conference/state.ts';

/** What can be done about somebody in the list. */
export type Action =
  | 'pin'
  | 'message'
  | 'connection'
  | 'unpin'
  | 'mute'
  | 'ask-microphone'
  | 'camera-off'
  | 'ask-camera'
  | 'stop-share'
  | 'lower-hand'
  | 'spotlight'
  | 'add-spotlight'
  | 'end-spotlight'
  | 'unexempt'
  | 'call-up'
  | 'take-back'
  | 'make-host'
  | 'make-member'
  | 'remove';

/** Who looks at the list, and what holds in the meeting. */
export interface Viewer {
  host: boolean;
  pinned: string | null;
  /** The ids of the people whom everybody sees large. */
  spotlight: readonly string[];
  isExempt: (personId: string | null) => boolean;
  /** Members are heard and seen only when they are called up. */
  lecture: boolean;
  mayWriteTo: (person: Participant) => boolean;
}

/** The actions that make sense about `person` now, in their order. Members choose whom they see large, and see how everybody's connection is. */
export function actionsFor(s: ConferenceState, person: Participant, viewer: Viewer): Action[] {
  if (person.self) {
    if (!viewer.host) return ['connection'];
    return [
      'connection',
      ...spotlight(person, viewer),
      ...when(s.hands.has(person.id), 'lower-hand'),
    ];
  }
  const pin: Action = viewer.pinned === person.id ? 'unpin' : 'pin';
  const both: Action[] = [pin, ...when(viewer.mayWriteTo(person), 'message')];
  if (!viewer.host) return [...both, 'connection'];
  const turn = turnOf(person, viewer);
  return [
    ...turn,
    ...both,
    'connection',
    ...spotlight(person, viewer),
    ...asking(s, person, turn.includes('call-up')),
    ...when(!isMuted(s, person.id, 'share'), 'stop-share'),
    ...when(s.hands.has(person.id), 'lower-hand'),
    // Without an id that the server vouches for, the bridge does not know who it is.
    ...(person.personId === null ? [] : offices(person, viewer)),
  ];
}

/** First in lecture mode: calling somebody up, and taking it back. */
function turnOf({ moderator, personId }: Participant, viewer: Viewer): Action[] {
  if (!viewer.lecture || moderator || personId === null) return [];
  return [viewer.isExempt(personId) ? 'take-back' : 'call-up'];
}

/** Whoever is not called up cannot switch anything on: asking is calling up. */
const asking = (s: ConferenceState, { id }: Participant, isBound: boolean): Action[] => [
  ...(isMuted(s, id, 'audio') ? when(!isBound, 'ask-microphone') : when(true, 'mute')),
  ...(isMuted(s, id, 'camera') ? when(!isBound, 'ask-camera') : when(true, 'camera-off')),
];

/** Alone first: that is what a host wants most. */
function spotlight({ personId }: Participant, viewer: Viewer): Action[] {
  if (personId === null) return [];
  const isIn = viewer.spotlight.includes(personId);
  const others = viewer.spotlight.length - Number(isIn);
  return [
    ...when(!isIn || others > 0, 'spotlight'),
    ...when(!isIn && others > 0, 'add-spotlight'),
    ...when(isIn, 'end-spotlight'),
  ];
}

const offices = ({ moderator, personId }: Participant, viewer: Viewer): Action[] => [
  ...when(!viewer.lecture && viewer.isExempt(personId) && !moderator, 'unexempt'),
  moderator ? 'make-member' : 'make-host',
  'remove',
];

const when = (is: boolean, action: Action): Action[] => (is ? [action] : []);
