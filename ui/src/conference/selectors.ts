import { noFigures, type ConnectionFigures } from './connection.ts';
import type { LocalMedium, MediaKind, MediaRef, Participant, ParticipantId } from './events.ts';
import { mediaOf } from './media-of.ts';
import type { ConferenceState, RemoteMedium } from './state.ts';

/** Whom the stage shows, and what of them. */
export interface Stage {
  participantId: ParticipantId;
  kind: 'share' | 'camera';
}

/**
 * What takes the stage: of others' shares the one that this person chose, else the latest; else whom this person
 * pinned; else who spoke last (never oneself while others are in); else the one who is in longest; alone: oneself.
 * Null before anybody is in.
 */
export function stage(
  s: ConferenceState,
  pinned: ParticipantId | null = null,
  chosen: ParticipantId | null = null,
): Stage | null {
  const shared = sharers(s);
  const sharer = shared.find((id) => id === chosen) ?? shared.at(-1);
  if (sharer !== undefined) return { participantId: sharer, kind: 'share' };
  const others = [...s.participants.keys()].filter((id) => id !== s.selfId);
  const id =
    (pinned !== null && s.participants.has(pinned) ? pinned : undefined) ??
    s.speakers.find((speaker) => others.includes(speaker)) ??
    others[0] ??
    s.selfId;
  return id === null ? null : { participantId: id, kind: 'camera' };
}

/** The shares of other participants who are in, in the order in which they began. */
export function shares(s: ConferenceState): RemoteMedium[] {
  return [...s.media.values()].filter(
    (m) => m.kind === 'share' && !m.muted && s.participants.has(m.participantId),
  );
}

/** Who shares, in the order in which they began; also those whose picture has not arrived yet. */
export function sharers(s: ConferenceState): ParticipantId[] {
  const said = [...s.sends].flatMap(([id, media]) =>
    media.includes('share') && s.participants.has(id) ? [id] : [],
  );
  const arrived = shares(s).map(({ participantId }) => participantId);
  return [...new Set([...arrived, ...said])];
}

/** Everybody in a stable order: as they came, oneself at the end that `self` names. */
export function grid(s: ConferenceState, self: 'first' | 'last' = 'first'): Participant[] {
  const others = [...s.participants.values()].filter((p) => !p.self);
  const me = [...s.participants.values()].filter((p) => p.self);
  return self === 'first' ? [...me, ...others] : [...others, ...me];
}

/** How many are in, this person too. */
export const headCount = (s: ConferenceState): number => s.participants.size;

/** Raised hands of those who are in, first raised first. */
export function hands(s: Pick<ConferenceState, 'participants' | 'hands'>): Participant[] {
  return [...s.hands]
    .sort(([a, left], [b, right]) => left - right || (a < b ? -1 : 1))
    .flatMap(([id]) => s.participants.get(id) ?? []);
}

/** Who speaks now; null in silence. Never somebody who is muted: a server's word may be late. */
export function dominantSpeaker(s: ConferenceState): ParticipantId | null {
  const id = s.silence ? undefined : s.speakers[0];
  return id !== undefined && s.participants.has(id) && !isKnownSilent(s, id) ? id : null;
}

function isKnownSilent(s: ConferenceState, id: ParticipantId): boolean {
  const isKnown =
    id === s.selfId || s.sends.has(id) || mediaOf(s, id).some((m) => m.kind === 'audio');
  return isKnown && isMuted(s, id, 'audio');
}

const localOf: Record<MediaKind, LocalMedium> = {
  audio: 'microphone',
  camera: 'camera',
  share: 'share',
};

/**
 * The key to see or hear a participant's medium by (`Conference.attach`), one's own too; null when there is
 * nothing to show: not sent, or muted.
 */
export function refOf(s: ConferenceState, id: ParticipantId, kind: MediaKind): MediaRef | null {
  if (id === s.selfId) return s.local[localOf[kind]].ref;
  return mediumOf(s, { id, kind, muted: false })?.ref ?? null;
}

/**
 * True when the participant sends no sound (or no picture) now: by their own word where they gave one, else by what
 * arrives. What is sent and does not arrive is no mute; see `isAwaited`.
 */
export function isMuted(s: ConferenceState, id: ParticipantId, kind: MediaKind): boolean {
  const said = id === s.selfId ? undefined : s.sends.get(id);
  return said ? !said.includes(kind) : refOf(s, id, kind) === null;
}

/** True when somebody sends a picture that has not arrived. */
export const isAwaited = (s: ConferenceState, id: ParticipantId, kind: MediaKind): boolean =>
  !isMuted(s, id, kind) && refOf(s, id, kind) === null;

/** The moderator who muted this participant's medium; null when they did it themselves or are not muted. */
export function mutedBy(
  s: ConferenceState,
  id: ParticipantId,
  kind: MediaKind,
): ParticipantId | null {
  if (id === s.selfId) return s.local[localOf[kind]].mutedBy;
  return mediumOf(s, { id, kind, muted: true })?.mutedBy ?? null;
}

/** True when a picture that should be there does not arrive: show the name with "connection trouble". */
export function hasTrouble(s: ConferenceState, id: ParticipantId): boolean {
  return mediaOf(s, id).some((m) => !m.muted && m.flow === 'interrupted');
}

/** Everything that may be played: the sound of others who are in. Of hundreds only some are, see the room's sounds. */
export function audible(s: ConferenceState): RemoteMedium[] {
  return [...s.media.values()].filter(
    (m) => m.kind === 'audio' && s.participants.has(m.participantId),
  );
}

/** More than two are in and nothing carries media among them: say so instead of showing black tiles. */
export const mediaNeedsVideobridge = (s: ConferenceState): boolean =>
  headCount(s) > 2 && s.videobridge === 'absent';

/** How somebody's connection is. The way is the same for all: straight between two, or over videobridges. */
export function connectionOf(s: ConferenceState, id: ParticipantId): ConnectionFigures {
  const figures = s.connections.get(id) ?? noFigures;
  if (id === s.selfId || s.selfId === null) return figures;
  const own = s.connections.get(s.selfId) ?? noFigures;
  const roundTrip = own.path === 'direct' ? own.roundTrip : figures.roundTrip;
  return { ...figures, roundTrip, path: own.path };
}

/** This person, once in. */
export const self = (s: ConferenceState): Participant | null =>
  s.selfId === null ? null : (s.participants.get(s.selfId) ?? null);

interface Wanted {
  id: ParticipantId;
  kind: MediaKind;
  muted: boolean;
}

/** The latest medium that fits. */
function mediumOf(s: ConferenceState, { id, kind, muted }: Wanted): RemoteMedium | undefined {
  return mediaOf(s, id).findLast((m) => m.kind === kind && m.muted === muted);
}
