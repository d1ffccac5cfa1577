import { Failure } from '../../../kernel/failure.ts';
import type { AdmissionService, Passage } from '../ports.ts';
import type { Meeting } from '../meeting.ts';
import type { Lobby } from './lobby.ts';
import type { ParticipantReader } from './ports.ts';
import type { SeriesFactory } from './series-factory.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { AdmissionMethod, Participant, Series } from './series.ts';
import type { AdmissionPolicy, AdmissionPolicyParts } from './policy.ts';

export interface AdmissionServiceParts extends AdmissionPolicyParts {
  series: SeriesRepository;
  seriesFactory: SeriesFactory;
  policy: AdmissionPolicy;
  lobby: Lobby;
  participants: ParticipantReader;
  /** Makes what follows when a meeting of a series is over. */
  ended: (meeting: Meeting) => Promise<void>;
}

/** What the policy says becomes a place in the room or in the lobby. */
export function createAdmissionService(parts: AdmissionServiceParts): AdmissionService {
  const { policy } = parts;
  return {
    courseSeries: parts.seriesFactory.ofCourse,
    personalSeries: parts.seriesFactory.personal,
    roleIn: async (meeting, participantId) => {
      const series = await parts.series.find(meeting.seriesId);
      const participant = await parts.participants.find(participantId);
      return series && participant ? policy.of({ series, participant, meeting }) : null;
    },
    pass: async (meeting, participantId) => {
      const series = await parts.series.find(meeting.seriesId);
      if (!series) throw new Failure('meeting/not-found');
      const participant = await parts.participants.find(participantId);
      if (!participant) throw new Failure('person/not-found');
      return comeIn(parts, { meeting, series, participant });
    },
    requireStay: async (meeting, participantId) => {
      const series = await parts.series.find(meeting.seriesId);
      if (!series) throw new Failure('meeting/not-found');
      const participant = await parts.participants.find(participantId);
      // Deactivated, or made one with somebody else, since the token was signed.
      if (!participant) throw new Failure('person/not-found');
      const { decision } = await policy.ofEntering({ series, participant, meeting });
      if (decision.outcome === 'refused') throw new Failure(decision.code);
      // Was sent out for now, where a lobby is: coming back is waiting again.
      if (decision.outcome === 'lobby') throw new Failure('lobby/refused');
      return decision.outcome;
    },
    stopWaiting: parts.lobby.leave,
    ended: async (meeting) => {
      await parts.lobby.decide(meeting.id, { all: true }, 'meeting-ended');
      parts.lobby.forget(meeting.id);
      await parts.ended(meeting);
    },
  };
}

interface Comer {
  meeting: Meeting;
  series: Series;
  participant: Participant;
}

/** @throws Failure with the code of the refusal */
async function comeIn(parts: AdmissionServiceParts, comer: Comer): Promise<Passage> {
  const { decision, door } = await parts.policy.ofEntering(comer);
  if (decision.outcome === 'refused') throw new Failure(decision.code);
  if (decision.outcome !== 'lobby') {
    await noteIn(parts, comer, door);
    return { outcome: 'entered', role: decision.outcome };
  }
  const { meeting, participant } = comer;
  const isNew = await parts.lobby.wait(noted(comer, door));
  if (!isNew && !(await parts.lobby.renew(meeting.id, participant.id))) {
    // A host decided in this moment.
    return comeIn(parts, comer);
  }
  const place = await parts.arrivals.find(meeting.id, participant.id);
  return { outcome: 'waiting', since: place?.since ?? parts.clock.now() };
}

async function noteIn(
  parts: AdmissionServiceParts,
  comer: Comer,
  door: AdmissionMethod,
): Promise<void> {
  const now = parts.clock.now();
  const former = await parts.arrivals.find(comer.meeting.id, comer.participant.id);
  if (former?.state === 'in') return;
  await parts.arrivals.arrive(
    { ...noted(comer, door), state: 'in', since: now, changedAt: now },
    null,
  );
  // Who waited and is a host or a member now, waits no more.
  if (former?.state === 'waiting') await parts.lobby.notifyHosts(comer.meeting.id);
}

const noted = ({ meeting, participant }: Comer, door: AdmissionMethod) => ({
  meetingId: meeting.id,
  participantId: participant.id,
  kind: participant.kind,
  name: participant.displayName,
  door,
});
