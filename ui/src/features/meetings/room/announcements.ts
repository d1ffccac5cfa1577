import { shares } from '../../../conference/selectors.ts';
import type { ConferenceState } from '../../../conference/state.ts';

/** Something to be read out: a key below `announce.` and the person's name. */
export interface Announcement {
  key: string;
  name: string;
  /** The name is a guest's, and is said with that word: a name alone proves nothing. */
  guest?: true;
  /** A key of a further word in the sentence. */
  word?: string;
}

/** More people than this coming or going at once are told as a number, not by name. */
const crowd = 3;

/** What changed between two states that a person who does not look should hear. Nothing before one is in. */
export function announcements(before: ConferenceState, after: ConferenceState): Announcement[] {
  if (after.phase !== 'joined') {
    return after.phase !== before.phase && after.phase === 'interrupted'
      ? [{ key: 'interrupted', name: '' }]
      : [];
  }
  if (before.phase === 'interrupted') return [{ key: 'restored', name: '' }];
  if (before.phase !== 'joined') return [{ key: 'entered', name: '' }];
  return [
    ...comings(before, after),
    ...raised(before, after),
    ...sharing(before, after),
    ...mine(before, after),
    ...written(before, after),
    ...reacted(before, after),
  ];
}

const others = (s: ConferenceState): string[] =>
  [...s.participants.keys()].filter((id) => id !== s.selfId);

function comings(before: ConferenceState, after: ConferenceState): Announcement[] {
  const came = others(after).filter((id) => !before.participants.has(id));
  const went = others(before).filter((id) => !after.participants.has(id));
  return [...told(came, after, 'joined'), ...told(went, before, 'left')];
}

function told(ids: string[], s: ConferenceState, key: string): Announcement[] {
  if (ids.length > crowd) return [{ key: `${key}Many`, name: String(ids.length) }];
  return ids.map((id) => ({ key, ...who(s, id) }));
}

function raised(before: ConferenceState, after: ConferenceState): Announcement[] {
  return [...after.hands.keys()]
    .filter((id) => id !== after.selfId && !before.hands.has(id))
    .map((id) => ({ key: 'hand', ...who(after, id) }));
}

function sharing(before: ConferenceState, after: ConferenceState): Announcement[] {
  const was = new Set(shares(before).map((m) => m.participantId));
  const is = new Set(shares(after).map((m) => m.participantId));
  const begun = [...is].filter((id) => !was.has(id));
  const over = [...was].filter((id) => !is.has(id));
  return [
    ...begun.map((id) => ({ key: 'shareStarted', ...who(after, id) })),
    ...over.map((id) => ({ key: 'shareStopped', ...who(before, id) })),
  ];
}

const offKeys = {
  microphone: 'mutedByHost',
  camera: 'cameraOffByHost',
  share: 'shareStoppedByHost',
} as const;

function mine(before: ConferenceState, after: ConferenceState): Announcement[] {
  const switchedOff = (['microphone', 'camera', 'share'] as const).flatMap((medium) => {
    const { mutedBy } = after.local[medium];
    if (mutedBy === null || mutedBy === before.local[medium].mutedBy) return [];
    return [{ key: offKeys[medium], ...who(after, mutedBy) }];
  });
  const was = isModerator(before);
  const is = isModerator(after);
  return was === is ? switchedOff : [...switchedOff, { key: is ? 'host' : 'noHost', name: '' }];
}

/** Who wrote privately; not what, which others might see or hear as well. */
function written(before: ConferenceState, after: ConferenceState): Announcement[] {
  if (before.chat === after.chat) return [];
  const known = new Set(before.chat.map(({ id }) => id));
  const come = after.chat.filter(({ id, mine, to }) => to !== null && !mine && !known.has(id));
  const writers = new Set(come.map(({ participantId }) => participantId));
  if (writers.size > 1) return [{ key: 'wrotePrivatelyMany', name: String(come.length) }];
  return come
    .slice(0, 1)
    .map(({ name, guest }) => ({ key: 'wrotePrivately', ...called(name, guest) }));
}

/** One line for all of a moment; one's own are seen. */
function reacted(before: ConferenceState, after: ConferenceState): Announcement[] {
  const known = new Set(before.reactions.map(({ key }) => key));
  const come = after.reactions.filter(
    ({ key, participantId }) => !known.has(key) && participantId !== after.selfId,
  );
  const [first] = come;
  if (!first) return [];
  const people = new Set(come.map(({ participantId }) => participantId)).size;
  if (people > 1) return [{ key: 'reactedMany', name: String(people) }];
  const by = who(after, first.participantId);
  return [{ key: 'reacted', ...by, word: `reactions.${first.reaction}` }];
}

const isModerator = (s: ConferenceState): boolean =>
  s.selfId !== null && s.participants.get(s.selfId)?.moderator === true;

type Who = Pick<Announcement, 'name' | 'guest'>;

const called = (name: string, guest: boolean | null): Who =>
  guest === true ? { name, guest } : { name };

function who(s: ConferenceState, id: string): Who {
  const { name = '', guest = null } = s.participants.get(id) ?? {};
  return called(name, guest);
}
