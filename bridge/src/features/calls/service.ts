import { titleAndSubject } from '../meetings/details-contract.ts';
import { Failure } from '../../kernel/failure.ts';
import { newId } from '../../kernel/ids.ts';
import { blockedAmong, type BlockingDeps, type Caller } from './blocking.ts';
import { queueMs, type Invitee } from './call.ts';
import {
  checkSize,
  named,
  toRing,
  type Candidate,
  type ChoosingDeps,
  type Whom,
} from './choosing.ts';
import type { Call } from './contract.ts';
import type { CallRateLimit } from './rate-limit.ts';
import type { Moves } from './moves.ts';
import type { AddressBook } from '../directory/address-book/index.ts';
import type { CalledInto } from './ports.ts';
import type { Ringing } from './ringing.ts';
import type { CallRecord } from './rows.ts';
import { callView } from './publisher.ts';
import { sizes } from './who-may.ts';

export interface CallDeps extends ChoosingDeps, BlockingDeps {
  meetings: ChoosingDeps['meetings'];
  repository: ChoosingDeps['repository'];
  moves: Moves;
  ringing: Ringing;
  rateLimit: CallRateLimit;
  addressBook: Pick<AddressBook, 'withoutHidden' | 'noteMet'>;
}

export type Calling = ReturnType<typeof createCalling>;

/** What callers do: ring, look, cancel. What invitees do is in answering.ts. */
export function createCalling(deps: CallDeps) {
  const { repository, moves } = deps;
  return {
    /** How many people a choice would ring. @throws Failure as `ring` */
    count: async (meetingId: string, callerId: string, whom: Whom) => {
      await mayCall(deps, meetingId, callerId);
      const candidates = await toRing(deps, await named(deps, whom, callerId), {
        meetingId,
        callerId,
      });
      return { size: candidates.length, ...sizes };
    },

    /** Rings those whom a choice names. @throws Failure meeting/…, call/… */
    ring: async (meetingId: string, callerId: string, whom: Whom): Promise<Call> => {
      const meeting = await mayCall(deps, meetingId, callerId);
      await deps.rateLimit.call(callerId);
      const ids = await named(deps, whom, callerId);
      return start(deps, { meeting, callerId }, { ids, confirmed: whom.confirmedSize });
    },

    /** Rings everybody invited, and everybody rung before, who is not in; hosts only. @throws Failure as `ring` */
    ringMissing: async (
      meetingId: string,
      callerId: string,
      confirmed: number | undefined,
    ): Promise<Call> => {
      const meeting = await mayCall(deps, meetingId, callerId);
      if (!meeting.mayHost) throw new Failure('meeting/not-host');
      await deps.rateLimit.call(callerId);
      const calls = await repository.ofMeeting(meetingId);
      const called = await repository.inviteesOf(calls.map(({ id }) => id));
      const ids = new Set([
        ...(await deps.meetings.invitedIds(meetingId)),
        ...called.map(({ personId }) => personId),
      ]);
      return start(deps, { meeting, callerId }, { ids, confirmed });
    },

    /** The calls of a meeting that the reader may see: all for hosts, else the own ones. */
    ofMeeting: async (meetingId: string, readerId: string): Promise<Call[]> => {
      const { mayHost } = await deps.meetings.get(meetingId, readerId);
      const calls = await repository.ofMeeting(meetingId, mayHost ? undefined : readerId);
      const called = await repository.inviteesOf(calls.map(({ id }) => id));
      const ids = [...new Set(called.map((one) => one.personId))];
      const known = new Set(await deps.addressBook.withoutHidden(readerId, ids));
      const invitees = called.filter((one) => known.has(one.personId));
      return calls.map((call) =>
        callView(
          call,
          invitees.filter(({ callId }) => callId === call.id),
        ),
      );
    },

    /**
     * The course or group that the reader may ring people of; null: the whole campus. Whoever is not in the course
     * cannot look into it, and picks people of it among all.
     */
    audience: async (meetingId: string, participantId: string) => {
      const found = (await deps.meetings.callScope({ meetingId, participantId }))?.audience ?? null;
      return found && (await deps.audiences.isIn(found.courseId, participantId)) ? found : null;
    },

    /** What may be rung as a whole. */
    whole: deps.audiences.whole,

    /** Stops ringing some invitees, or all; for the caller and the hosts. @throws Failure call/not-found */
    cancel: async (callId: string, personId: string, inviteeIds?: string[]): Promise<Call> => {
      const call = await repository.find(callId);
      if (!call || !(await mayCancel(deps, call, personId))) throw new Failure('call/not-found');
      const open = await repository.open({ call_id: callId });
      const chosen = inviteeIds ? open.filter(({ id }) => inviteeIds.includes(id)) : open;
      await moves.happen(chosen, () => ({ kind: 'cancelled' }), call);
      return callView(call, await repository.inviteesOf([callId]));
    },

    /** Somebody was deactivated: it rings neither for them nor for them as the caller any more. */
    left: async (personId: string): Promise<void> => {
      const called = await repository.open({ person_id: personId });
      await moves.happen(called, () => ({ kind: 'left' }));
      const calling = await repository.open({ caller_id: personId });
      await moves.happen(calling, () => ({ kind: 'cancelled' }));
    },

    /** The meeting is over: nothing rings for it any more. */
    meetingEnded: async (meetingId: string): Promise<void> => {
      const open = await repository.open({ meeting_id: meetingId });
      await moves.happen(open, () => ({ kind: 'cancelled' }));
    },

    /** These people are in the meeting, in whatever way: it does not ring for them any more. */
    cameIn: async (meetingId: string, presentIds: ReadonlySet<string>): Promise<void> => {
      const open = await repository.open({ meeting_id: meetingId });
      const inside = open.filter(({ personId }) => presentIds.has(personId));
      await moves.happen(inside, () => ({ kind: 'came-in' }));
    },
  };
}

/** Hosts call from anywhere, others from inside the meeting. */
async function mayCall(
  { meetings }: CallDeps,
  meetingId: string,
  callerId: string,
): Promise<CalledInto> {
  const meeting = await meetings.get(meetingId, callerId);
  if (meeting.state === 'ended') throw new Failure('meeting/ended');
  if (meeting.state !== 'open') throw new Failure('meeting/not-open');
  if (!meeting.mayHost && !(await meetings.presentIds(meetingId)).has(callerId)) {
    throw new Failure('call/not-in-meeting');
  }
  return meeting;
}

async function mayCancel(
  { meetings }: CallDeps,
  call: CallRecord,
  personId: string,
): Promise<boolean> {
  if (call.callerId === personId) return true;
  const meeting = await meetings.get(call.meetingId, personId).catch(() => null);
  return meeting?.mayHost ?? false;
}

async function start(
  deps: CallDeps,
  { meeting, callerId }: { meeting: CalledInto; callerId: string },
  { ids, confirmed }: { ids: ReadonlySet<string>; confirmed: number | undefined },
): Promise<Call> {
  const caller: Caller = { callerId, meetingId: meeting.id, mayHost: meeting.mayHost };
  const candidates = await toRing(deps, ids, caller);
  checkSize(candidates.length, confirmed);
  await deps.rateLimit.people(callerId, candidates.length);
  const blocked = await blockedAmong(deps, candidates, caller);
  const call = await newCall(deps, { meeting, callerId }, candidates.length);
  const invitees = candidates.map((one) => newInvitee(call, one));
  await deps.repository.add(call, invitees);
  const isBlocked = ({ personId }: Invitee) => blocked.has(personId);
  const changed = [
    ...(await deps.moves.happen(invitees.filter(isBlocked), () => ({ kind: 'blocked' }), call)),
    ...(await deps.ringing.ring(
      call,
      invitees.filter((one) => !isBlocked(one)),
    )),
  ];
  await deps.addressBook.noteMet(
    callerId,
    candidates.map(({ id }) => id),
  );
  const now = new Map(changed.map((one) => [one.id, one]));
  return callView(
    call,
    invitees.map((one) => now.get(one.id) ?? one),
  );
}

async function newCall(
  { people, clock }: CallDeps,
  { meeting, callerId }: { meeting: CalledInto; callerId: string },
  size: number,
): Promise<CallRecord> {
  const [caller] = await people.active([callerId]);
  if (!caller) throw new Failure('person/not-found');
  return {
    id: newId(),
    meetingId: meeting.id,
    callerId,
    callerName: caller.displayName,
    title: titleAndSubject(meeting),
    size,
    startedAt: clock.now(),
  };
}

const newInvitee = (call: CallRecord, person: Candidate): Invitee => ({
  id: newId(),
  callId: call.id,
  meetingId: call.meetingId,
  callerId: call.callerId,
  personId: person.id,
  name: person.displayName,
  state: 'queued',
  changedAt: call.startedAt,
  createdAt: call.startedAt,
  dueAt: call.startedAt + queueMs,
  message: null,
  toldBy: null,
  missedAt: null,
  seenAt: null,
  bySessionId: null,
});
