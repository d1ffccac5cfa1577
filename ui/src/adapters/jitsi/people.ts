import type { Participant, ParticipantId } from '../../conference/events.ts';
import type { LibraryParticipant } from './surface.ts';
import type { Translation } from './translation.ts';

/** The library's name of the raised hand, shared with Jitsi's own apps. */
export const handProperty = 'raisedHand';

/** Who is in, as the library tells: joins, leaves, names, roles and hands. */
export interface People {
  joined(id: ParticipantId, participant: LibraryParticipant): void;
  left(id: ParticipantId): void;
  renamed(id: ParticipantId): void;
  roleChanged(id: ParticipantId, role: string): void;
  propertyChanged(participant: LibraryParticipant, name: string): void;
  nameOf(id: ParticipantId): string;
  /** Null for who is not in. */
  isGuest(id: ParticipantId): boolean | null;
  /** The others who are in. */
  count(): number;
}

/**
 * The server's word for who somebody is (the token's, repeated in presence) comes before the name that
 * their browser claims.
 */
export function toParticipant(id: ParticipantId, participant: LibraryParticipant): Participant {
  const user = (participant.getIdentity?.() ?? participant._identity)?.user;
  return {
    id,
    personId: user?.id ?? null,
    name: user?.name ?? participant.getDisplayName() ?? '',
    moderator: participant.isModerator(),
    guest: user === undefined || String(user.guest) === 'true',
    self: false,
  };
}

/** A raised hand's moment; `true` is what older apps send. Moments to come are taken as now. */
export function raisedAt(value: unknown, now: number): number | null {
  if (value === true || value === 'true') return now;
  const moment =
    typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return moment > 0 && Number.isFinite(moment) ? Math.min(moment, now) : null;
}

/** Of one conference: it begins with nobody, and never tells of this person's own joining. */
export function createPeople({ emit, conference, now, displayName }: Translation): People {
  const known = new Map<ParticipantId, LibraryParticipant>();
  const isSelf = (id: ParticipantId) => id === conference.myUserId();

  const tellHand = (participant: LibraryParticipant) =>
    emit({
      kind: 'hand',
      id: participant.getId(),
      raisedAt: raisedAt(participant.getProperty(handProperty), now()),
    });

  return {
    joined(id, participant) {
      // Recorders and the like: they are in the room but not in the meeting.
      if (participant.isHidden() || isSelf(id)) return;
      known.set(id, participant);
      emit({ kind: 'participant-joined', participant: toParticipant(id, participant) });
      if (raisedAt(participant.getProperty(handProperty), now()) !== null) tellHand(participant);
    },
    left(id) {
      if (known.delete(id)) emit({ kind: 'participant-left', id });
    },
    renamed(id) {
      const participant = known.get(id);
      if (!participant) return;
      const { name } = toParticipant(id, participant);
      emit({ kind: 'participant-updated', id, change: { name } });
    },
    roleChanged(id, role) {
      if (!known.has(id) && !isSelf(id)) return;
      emit({ kind: 'participant-updated', id, change: { moderator: role === 'moderator' } });
    },
    propertyChanged(participant, name) {
      if (name === handProperty && known.has(participant.getId())) tellHand(participant);
    },
    nameOf(id) {
      const participant = known.get(id);
      if (participant) return toParticipant(id, participant).name;
      return isSelf(id) ? displayName : '';
    },
    isGuest(id) {
      const participant = known.get(id);
      if (participant) return toParticipant(id, participant).guest;
      return isSelf(id) ? false : null;
    },
    count: () => known.size,
  };
}
