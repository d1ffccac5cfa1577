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
  return [
    ...both,
    'connection',
    ...spotlight(person, viewer),
    isMuted(s, person.id, 'audio') ? 'ask-microphone' : 'mute',
    isMuted(s, person.id, 'camera') ? 'ask-camera' : 'camera-off',
    ...when(!isMuted(s, person.id, 'share'), 'stop-share'),
    ...when(s.hands.has(person.id), 'lower-hand'),
    // Without an id that the server vouches for, the bridge does not know who it is.
    ...(person.personId === null ? [] : offices(person, viewer.isExempt(person.personId))),
  ];
}

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

const offices = ({ moderator }: Participant, exempt: boolean): Action[] => [
  ...when(exempt && !moderator, 'unexempt'),
  moderator ? 'make-member' : 'make-host',
  'remove',
];

const when = (is: boolean, action: Action): Action[] => (is ? [action] : []);
