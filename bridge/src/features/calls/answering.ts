import { dayMs, type Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Invitee } from './call.ts';
import { missedDays, type Incoming, type InviteeState, type MissedCall } from './contract.ts';
import type { Moves } from './moves.ts';
import type { AddressBook } from '../directory/address-book/index.ts';
import type { CallMeetings } from './ports.ts';
import type { MissedRepository } from './missed-repository.ts';
import type { CallRepository } from './repository.ts';
import { incomingView } from './publisher.ts';

export interface AnsweringDeps {
  repository: CallRepository;
  missed: MissedRepository;
  moves: Moves;
  meetings: Pick<CallMeetings, 'running' | 'grantByCall'>;
  addressBook: Pick<AddressBook, 'noteMet'>;
  clock: Clock;
}

/** Who answers or declines, and in which of their tabs. */
interface Answerer {
  personId: string;
  sessionId: string;
}

export type Answering = ReturnType<typeof createAnswering>;

/** For how long a missed call is listed, milliseconds. */
const missedMs = missedDays * dayMs;

/** What invitees do: see what rings, answer, decline, look at what they missed. */
export function createAnswering(deps: AnsweringDeps) {
  const { repository, moves, clock } = deps;
  return {
    /** What rings for a person now. */
    incoming: async (personId: string): Promise<Incoming[]> => {
      const open = await repository.open({ person_id: personId });
      const ringing = open.filter(({ state }) => state === 'ringing');
      const calls = await repository.findMany(ringing.map(({ callId }) => callId));
      return ringing.flatMap((one) => {
        const call = calls.get(one.callId);
        return call ? [incomingView(call, one)] : [];
      });
    },

    /**
     * Answers: it stops ringing everywhere and the meeting may be entered. A second answer comes to the same; a
     * missed or declined call still admits while the meeting runs, a withdrawn one does not.
     * @throws Failure call/not-found, call/over, meeting/ended, meeting/…
     */
    answer: async (inviteeId: string, who: Answerer): Promise<{ meetingId: string }> => {
      const invitee = await own(deps, inviteeId, who);
      const { meetingId, personId, callerId } = invitee;
      if (invitee.state === 'cancelled') throw new Failure('call/over');
      const running = await deps.meetings.running([meetingId]);
      if (!running.has(meetingId)) throw new Failure('meeting/ended');
      await deps.meetings.grantByCall({ meetingId, personId, callerId });
      await moves.happen([invitee], () => ({ kind: 'answered', sessionId: who.sessionId }));
      await deps.addressBook.noteMet(personId, [callerId]);
      return { meetingId };
    },

    /** Declines. A second time changes nothing. @throws Failure call/not-found, call/over */
    decline: async (inviteeId: string, who: Answerer, message: string | null): Promise<void> => {
      const invitee = await own(deps, inviteeId, who);
      const { sessionId } = who;
      const changed = await moves.happen([invitee], () => ({
        kind: 'declined',
        sessionId,
        message,
      }));
      if (changed.length > 0) return;
      const now = await own(deps, inviteeId, who);
      if (now.state !== 'declined') throw new Failure('call/over');
    },

    /** The missed calls of the last 30 days, latest first. */
    missed: async (personId: string): Promise<MissedCall[]> => {
      const missed = await deps.missed.since(personId, clock.now() - missedMs);
      const calls = await repository.findMany(missed.map(({ callId }) => callId));
      const running = await deps.meetings.running(missed.map(({ meetingId }) => meetingId));
      return missed.flatMap((one) => {
        const call = calls.get(one.callId);
        const why = whyMissed(one.state);
        if (!call || !why || one.missedAt === null) return [];
        return [
          {
            inviteeId: one.id,
            callerId: one.callerId,
            callerName: call.callerName,
            meetingId: one.meetingId,
            title: call.title,
            at: one.missedAt,
            why,
            seen: one.seenAt !== null,
            // A withdrawn call admits nobody.
            running: why !== 'cancelled' && running.has(one.meetingId),
          },
        ];
      });
    },

    seen: (personId: string): Promise<void> => deps.missed.markSeen(personId, clock.now()),
  };
}

const missedStates = ['no-answer', 'unreachable', 'busy', 'cancelled'] as const;

const whyMissed = (state: InviteeState) => missedStates.find((one) => one === state);

/** Somebody else's call, and one that the person is to know nothing of, look like none at all. */
async function own(
  { repository }: AnsweringDeps,
  inviteeId: string,
  { personId }: Answerer,
): Promise<Invitee> {
  const invitee = await repository.findInvitee(inviteeId);
  const isHidden = invitee?.state === 'unreachable' && invitee.missedAt === null;
  if (!invitee || invitee.personId !== personId || isHidden) throw new Failure('call/not-found');
  return invitee;
}
