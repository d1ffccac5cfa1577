import { Failure } from '../../../kernel/failure.ts';
import type { AdmissionService, Passage } from '../ports.ts';
import type { Meeting } from '../meeting.ts';
import type { Arrival } from './arrival-repository.ts';
import type { Lobby } from './lobby.ts';
import type { ParticipantReader } from './ports.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { AdmissionMethod, Participant, Series } from './series.ts';
import type { AdmissionPolicy, AdmissionPolicyDeps } from './policy.ts';

export interface AdmissionServiceDeps extends AdmissionPolicyDeps {
  series: SeriesRepository;
  policy: AdmissionPolicy;
  lobby: Lobby;
  participants: ParticipantReader;
  /** Makes what follows when a meeting of a series is over. */
  ended: (meeting: Meeting) => Promise<void>;
}

/** What the policy says becomes a place in the room or in the lobby. */
export function createAdmissionService(deps: AdmissionServiceDeps): AdmissionService {
  const { policy } = deps;
  return {
    roleIn: async (meeting, participantId) => {
      const series = await deps.series.find(meeting.seriesId);
      const participant = await deps.participants.find(participantId);
      return series && participant ? policy.of({ series, participant, meeting }) : null;
    },
    pass: async (meeting, participantId) => {
      return comeIn(deps, await comerOf(deps, meeting, participantId));
    },
    requireStay: async (meeting, participantId) => {
      const { decision } = await policy.ofEntering(await comerOf(deps, meeting, participantId));
      if (decision.outcome === 'refused') throw new Failure(decision.code);
      // Was sent out for now, where a lobby is: coming back is waiting again.
      if (decision.outcome === 'lobby') throw new Failure('lobby/refused');
      return decision.outcome;
    },
    stopWaiting: deps.lobby.leave,
    ended: async (meeting) => {
      await deps.lobby.decide(meeting.id, { all: true }, 'meeting-ended');
      deps.lobby.forget(meeting.id);
      await deps.ended(meeting);
    },
  };
}

interface Comer {
  meeting: Meeting;
  series: Series;
  participant: Participant;
}

/** @throws Failure meeting/not-found; person/not-found: deactivated, or made one with somebody else */
async function comerOf(
  { series, participants }: AdmissionServiceDeps,
  meeting: Meeting,
  participantId: string,
): Promise<Comer> {
  const [ofMeeting, participant] = await Promise.all([
    series.find(meeting.seriesId),
    participants.find(participantId),
  ]);
  if (!ofMeeting) throw new Failure('meeting/not-found');
  if (!participant) throw new Failure('person/not-found');
  return { meeting, series: ofMeeting, participant };
}

/** @throws Failure with the code of the refusal */
async function comeIn(deps: AdmissionServiceDeps, comer: Comer): Promise<Passage> {
  const { decision, door, arrival } = await deps.policy.ofEntering(comer);
  if (decision.outcome === 'refused') throw new Failure(decision.code);
  if (decision.outcome !== 'lobby') {
    await noteIn(deps, arrival, noted(comer, door));
    return { outcome: 'entered', role: decision.outcome, participant: comer.participant };
  }
  const { meeting, participant } = comer;
  const isNew = await deps.lobby.wait(noted(comer, door));
  if (!isNew && !(await deps.lobby.renew(meeting.id, participant.id))) {
    // A host decided in this moment.
    return comeIn(deps, comer);
  }
  const place = await deps.arrivals.find(meeting.id, participant.id);
  return { outcome: 'waiting', since: place?.since ?? deps.clock.now() };
}

/** @param former what the meeting had seen of them when they were let in */
async function noteIn(
  deps: AdmissionServiceDeps,
  former: Arrival | null,
  comer: ReturnType<typeof noted>,
): Promise<void> {
  if (former?.state === 'in') return;
  const now = deps.clock.now();
  const arrival = { ...comer, state: 'in', since: now, changedAt: now } as const;
  if (!former) return deps.arrivals.note(arrival);
  await deps.arrivals.arrive(arrival, null);
  // Who waited and is a host or a member now, waits no more.
  if (former.state === 'waiting') await deps.lobby.notifyHosts(comer.meetingId);
}

const noted = ({ meeting, participant }: Comer, door: AdmissionMethod) => ({
  meetingId: meeting.id,
  participantId: participant.id,
  kind: participant.kind,
  name: participant.displayName,
  door,
});
