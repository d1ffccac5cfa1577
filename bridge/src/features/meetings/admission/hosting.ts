import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Meeting } from '../meeting.ts';
import type { MeetingRepository } from '../repository.ts';
import type { ArrivalRepository } from './arrival-repository.ts';
import type { BelongingRepository } from './belonging-repository.ts';
import { plainAdmission } from './joining.ts';
import type { LinkRepository } from './link-repository.ts';
import type { Lobby } from './lobby.ts';
import type { ParticipantReader } from './ports.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Participant, Series } from './series.ts';
import type { AdmissionPolicy } from './policy.ts';
import type { createCallScope, CallScope } from './call-scope.ts';
import type { InvitedDepartments } from './units.ts';

interface HostingDeps {
  series: SeriesRepository;
  belonging: BelongingRepository;
  arrivals: ArrivalRepository;
  meetings: Pick<MeetingRepository, 'find'>;
  participants: ParticipantReader;
  policy: AdmissionPolicy;
  units: Pick<InvitedDepartments, 'members'>;
  lobby: Lobby;
  links: Pick<LinkRepository, 'find' | 'revoke'>;
  callScope: ReturnType<typeof createCallScope>;
  clock: Clock;
}

/** Somebody in a meeting. */
export interface InMeeting {
  meetingId: string;
  participantId: string;
}

export type Hosting = ReturnType<typeof createHosting>;

/**
 * What features/meetings/moderation and features/calls do to admission. That the caller may do it is checked by
 * them; who may not be touched is checked here.
 */
export function createHosting(deps: HostingDeps) {
  const { belonging, clock } = deps;
  const at = async ({ meetingId, participantId }: InMeeting): Promise<Found> => {
    const { meeting, series } = await behind(deps, meetingId);
    const participant = await deps.participants.find(participantId);
    if (!participant) throw new Failure('meeting/participant-not-found');
    return { meeting, series, participant };
  };

  return {
    /** Makes somebody who may enter a co-host of this meeting, or a member again; kept after a reload. */
    setCoHost: async ({ isHost, ...who }: InMeeting & { isHost: boolean }): Promise<void> => {
      const found = await at(who);
      const { series, participant, meeting } = found;
      if (!isHost) {
        await belonging.dropCoHost(series.id, participant.id);
        // By the course's roles, or as the owner, one stays a host.
        if ((await deps.policy.of(found)) === 'host') throw new Failure('meeting/host-protected');
        return;
      }
      if (!(await deps.policy.of(found))) throw new Failure('meeting/participant-not-found');
      await belonging.addCoHost({
        series_id: series.id,
        participant_id: participant.id,
        meeting_id: meeting.id,
        made_at: clock.now(),
      });
    },

    /** Nobody lets them in again, in whatever way. Owners and course hosts cannot be banned. */
    ban: async (who: InMeeting): Promise<void> => {
      const found = await at(who);
      const { series, participant, meeting } = found;
      await refuseProtected(deps, found);
      await noteBan(deps, found);
      await belonging.dropCoHost(series.id, participant.id);
      const choice = { participantIds: [participant.id] };
      await deps.lobby.decide(meeting.id, choice, 'refused');
      await sendOut(deps, who);
    },

    /** @throws Failure meeting/host-protected for the owner and those whom the course makes hosts */
    refuseProtected: async (who: InMeeting): Promise<void> => refuseProtected(deps, await at(who)),

    /** Whom the series is for by name or department, and who is shut out of it. */
    guestList: async (meetingId: string) => {
      const { series } = await behind(deps, meetingId);
      const [byName, byUnit, bans] = await Promise.all([
        belonging.invitedTo(series.id),
        deps.units.members(series.id),
        belonging.bansOf(series.id),
      ]);
      const bannedIds = bans.map((ban) => ban.participant_id);
      const invitedIds = [...new Set([...byName, ...byUnit])];
      return { invitedIds, bannedIds };
    },

    /** Whom somebody in the meeting, or its host, may call into it; null: anybody who is not banned. */
    callScope: async (
      who: InMeeting,
    ): Promise<(CallScope & { ids: () => Promise<Set<string>> }) | null> => {
      const found = await at(who);
      const { series } = found;
      const role = (await deps.policy.of(found)) ?? 'member';
      const callScope = await deps.callScope.of({ series, callerId: who.participantId, role });
      return callScope && { ...callScope, ids: () => deps.callScope.people(series, callScope) };
    },

    /** Who must not come in, by the series of the meeting. */
    bannedIds: async (seriesId: string): Promise<string[]> =>
      (await belonging.bansOf(seriesId)).map((ban) => ban.participant_id),

    /** What was said of the whole series that its meeting follows. */
    seriesRules: async (meetingId: string): Promise<SeriesRules> => {
      const { locked, lecture } = (await behind(deps, meetingId)).series;
      return { locked, lecture };
    },

    /** Was sent out for now: with a lobby, coming back is waiting again. */
    sentOut: (who: InMeeting): Promise<void> => sendOut(deps, who),

    /**
     * Who answers a call is admitted by `call`; called by a host who may invite them, also into a meeting for
     * invited people, and without waiting in the lobby. @throws Failure door/banned, door/invited-only …
     */
    grantByCall: async (grant: {
      meetingId: string;
      personId: string;
      callerId: string;
    }): Promise<void> => {
      const { meetingId, personId, callerId } = grant;
      const { series, meeting } = await at({ meetingId, participantId: personId });
      const caller = await deps.participants.find(callerId);
      const role = caller ? await deps.policy.of({ series, meeting, participant: caller }) : null;
      if (!role) throw new Failure('meeting/not-allowed');
      const who = { id: personId, kind: 'person' } as const;
      const isInvited =
        role === 'host' && (await deps.callScope.covers({ series, callerId, role }, who));
      const by = isInvited ? 'host' : 'member';
      const decision = await deps.policy.byMethod(series, who, { door: 'call', by });
      if (decision.outcome === 'refused') throw new Failure(decision.code);
      await belonging.passed({
        series_id: series.id,
        participant_id: personId,
        passed_at: clock.now(),
        ...plainAdmission,
        door: 'call',
        by_host: isInvited,
      });
    },
  };
}

type SeriesRules = Pick<Series, 'locked' | 'lecture'>;

interface Found {
  meeting: Meeting;
  series: Series;
  participant: Participant;
}

/** A meeting with its series. @throws Failure meeting/not-found */
async function behind(
  deps: HostingDeps,
  meetingId: string,
): Promise<Pick<Found, 'meeting' | 'series'>> {
  const meeting = await deps.meetings.find(meetingId);
  const series = meeting ? await deps.series.find(meeting.seriesId) : null;
  if (!meeting || !series) throw new Failure('meeting/not-found');
  return { meeting, series };
}

async function refuseProtected(
  { belonging, policy }: HostingDeps,
  { series, participant }: Found,
): Promise<void> {
  const isCoHost = await belonging.isCoHost(series.id, participant.id);
  const isOwner = series.ownerPersonId === participant.id;
  if (isOwner || (!isCoHost && (await policy.own(series, participant)) === 'host')) {
    throw new Failure('meeting/host-protected');
  }
}

/** A guest's ban covers the network and the own link too: without them one would come back as somebody new. */
async function noteBan(deps: HostingDeps, found: Found): Promise<void> {
  const { belonging, clock } = deps;
  const { series, participant } = found;
  const network = (await belonging.findGuest(participant.id))?.network ?? null;
  await belonging.ban({
    series_id: series.id,
    participant_id: participant.id,
    name: participant.displayName,
    banned_at: clock.now(),
    network,
  });
  if (participant.kind === 'guest') await revokeOwnLink(deps, found);
}

/** A link with a name on it is one guest's: whoever is banned does not come back by it as somebody new. */
async function revokeOwnLink(
  { belonging, links, clock }: HostingDeps,
  { series, participant }: Found,
): Promise<void> {
  const passed = await belonging.admissionsOf(series.id, participant.id);
  for (const { link_id: linkId } of passed) {
    const link = linkId === null ? null : await links.find(linkId);
    if (link && link.guestName !== null) await links.revoke(link.id, clock.now());
  }
}

const sendOut = (
  { arrivals, clock }: HostingDeps,
  { meetingId, participantId }: InMeeting,
): Promise<void> =>
  arrivals.sentOut(meetingId, participantId, { state: 'sent-out', now: clock.now() });
