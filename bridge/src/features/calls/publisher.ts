import type { Events } from '../../kernel/events.ts';
import type { Invitee } from './call.ts';
import type { Call, Incoming, Invitee as ShownInvitee } from './contract.ts';
import type { CallRecord } from './rows.ts';
import { isFinal } from './call.ts';
import { ringMs } from './contract.ts';

/** An invitee as the caller and the hosts see them. */
export const shown = (invitee: Invitee): ShownInvitee => ({
  id: invitee.id,
  personId: invitee.personId,
  name: invitee.name,
  state: invitee.state,
  changedAt: invitee.changedAt,
  message: invitee.message,
  toldBy: invitee.toldBy,
});

/** A call as its caller and the hosts see it. */
export const callView = (call: CallRecord, invitees: readonly Invitee[]): Call => ({
  id: call.id,
  meetingId: call.meetingId,
  callerId: call.callerId,
  callerName: call.callerName,
  startedAt: call.startedAt,
  invitees: invitees.map(shown),
});

/** A call as it rings at one invitee. */
export const incomingView = (call: CallRecord, invitee: Invitee): Incoming => ({
  inviteeId: invitee.id,
  callId: call.id,
  meetingId: call.meetingId,
  title: call.title,
  callerId: call.callerId,
  callerName: call.callerName,
  others: call.size - 1,
  ringingUntil: invitee.dueAt ?? invitee.changedAt + ringMs,
});

/** Before and after of one invitee that changed. */
export interface Change {
  before: Invitee;
  after: Invitee;
}

export type CallPublisher = ReturnType<typeof createCallPublisher>;

/** Tells of changes: invitees at once, callers and hosts with what came within `collectMs` in one. */
export function createCallPublisher(events: Events, collectMs: number) {
  const waiting = new Map<string, { callerId: string; meetingId: string; changes: Changes }>();
  const flush = (callId: string): void => {
    const gathered = waiting.get(callId);
    waiting.delete(callId);
    if (!gathered) return;
    const { callerId, meetingId, changes } = gathered;
    const invitees = [...changes.values()].map(shown);
    events.emit('call.changed', { callerId, callId, meetingId, invitees });
  };
  const gather = (after: Invitee): void => {
    const { callId, callerId, meetingId } = after;
    let gathered = waiting.get(callId);
    if (!gathered) {
      gathered = { callerId, meetingId, changes: new Map() };
      waiting.set(callId, gathered);
      setTimeout(() => flush(callId), collectMs).unref();
    }
    gathered.changes.set(after.id, after);
  };
  return {
    publish: (changes: readonly Change[], calls: ReadonlyMap<string, CallRecord>): void => {
      const rings = changes.flatMap(({ after }) => {
        const call = calls.get(after.callId);
        if (after.state !== 'ringing' || !call) return [];
        return [{ personId: after.personId, incoming: incomingView(call, after) }];
      });
      const stops = changes.filter(isShownToInvitee).map(({ after }) => ({
        personId: after.personId,
        stopped: { inviteeId: after.id, state: after.state, bySessionId: after.bySessionId },
      }));
      if (rings.length > 0) events.emit('call.rung', rings);
      if (stops.length > 0) events.emit('call.stopped', stops);
      for (const { after } of changes) gather(after);
    },
    /** Says what is still waiting, before the end. */
    flush: (): void => [...waiting.keys()].forEach(flush),
  };
}

type Changes = Map<string, Invitee>;

/** It rang there, or is a missed call now: either way the invitee's panel has something to change. */
const isShownToInvitee = ({ before, after }: Change): boolean =>
  isFinal(after.state) && (before.state === 'ringing' || after.missedAt !== null);
