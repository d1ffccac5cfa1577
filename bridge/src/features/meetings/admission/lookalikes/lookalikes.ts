import type { Clock } from '../../../../kernel/clock.ts';
import type { Meeting } from '../../meeting.ts';
import type { MeetingRepository } from '../../repository.ts';
import type { OccupantRepository } from '../../occupant-repository.ts';
import type { Arrival } from '../arrival-repository.ts';
import type { BelongingRepository } from '../belonging-repository.ts';
import type { Lookalike, Waiting } from '../contract.ts';
import { fromBannedMs } from '../network.ts';
import type { InviteeReader } from '../ports.ts';
import type { SeriesRepository } from '../series-repository.ts';
import { createComparison } from './resemblance.ts';

export interface LookalikeDeps {
  belonging: Pick<BelongingRepository, 'guestsAmong' | 'isFromBanned'>;
  series: Pick<SeriesRepository, 'find'>;
  meetings: Pick<MeetingRepository, 'find'>;
  occupants: Pick<OccupantRepository, 'presentIds'>;
  invitees: Pick<InviteeReader, 'findMany'>;
  clock: Clock;
}

export type Lookalikes = ReturnType<typeof createLookalikes>;

/**
 * Guests whose names equal or resemble those of people of the campus: anybody may type any name, so that
 * hosts are told, before they let such a guest in and when one is inside.
 */
export function createLookalikes(deps: LookalikeDeps) {
  return {
    /** Those who wait, with what a host should know before letting them in. */
    waiting: async (meetingId: string, arrivals: readonly Arrival[]): Promise<Waiting[]> => {
      const isGuest = arrivals.some(({ kind }) => kind === 'guest');
      const meeting = isGuest ? await deps.meetings.find(meetingId) : null;
      const { members } = meeting
        ? await inside(deps, meeting, { alsoAlone: true })
        : { members: [] };
      const compare = createComparison(members);
      const since = deps.clock.now() - fromBannedMs;
      return Promise.all(
        arrivals.map(async ({ participantId, name, kind, door, since: waitsSince }) => ({
          participantId,
          name,
          kind,
          door,
          since: waitsSince,
          resembles: kind === 'guest' ? (compare(name)?.name ?? null) : null,
          fromBanned:
            kind === 'guest' && meeting !== null
              ? await deps.belonging.isFromBanned(meeting.seriesId, participantId, since)
              : false,
        })),
      );
    },
    /** The guests inside whose names resemble somebody's who is inside, or the host's. */
    inside: async (meetingId: string): Promise<Lookalike[]> => {
      const meeting = await deps.meetings.find(meetingId);
      if (!meeting) return [];
      const { guests, members } = await inside(deps, meeting, { alsoAlone: false });
      const compare = createComparison(members);
      return guests.flatMap(({ id, name }) => {
        const like = compare(name);
        return like ? [{ participantId: id, name, resembles: like.name }] : [];
      });
    },
  };
}

/**
 * Who is in the room, guests and members; whose meeting it is counts as inside.
 * @param wanted whether members are of interest where no guest is inside
 */
async function inside(
  { belonging, series, occupants, invitees }: LookalikeDeps,
  meeting: Meeting,
  wanted: { alsoAlone: boolean },
) {
  const presentIds = [...(await occupants.presentIds(meeting.id))];
  const guests = await belonging.guestsAmong(presentIds);
  if (guests.length === 0 && !wanted.alsoAlone) return { guests, members: [] };
  const guestIds = new Set(guests.map(({ id }) => id));
  const owner = (await series.find(meeting.seriesId))?.ownerPersonId;
  const ids = new Set([meeting.hostPersonId, ...presentIds.filter((id) => !guestIds.has(id))]);
  if (owner) ids.add(owner);
  const people = await invitees.findMany([...ids]);
  return { guests, members: people.map(({ id, displayName }) => ({ id, name: displayName })) };
}
