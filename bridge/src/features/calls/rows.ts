import type { Invitee, Step, NotifiedBy } from './call.ts';
import type { InviteeState } from './contract.ts';

/** A call as it is stored; who is called stands in rows of their own. */
export interface CallRecord {
  id: string;
  meetingId: string;
  callerId: string;
  callerName: string;
  /** The meeting's title when it was called. */
  title: string;
  /** How many are called. */
  size: number;
  startedAt: number;
}

export interface CallRow {
  id: string;
  meeting_id: string;
  caller_id: string;
  caller_name: string;
  title: string;
  size: number;
  started_at: number;
}

export interface InviteeRow {
  id: string;
  call_id: string;
  meeting_id: string;
  caller_id: string;
  person_id: string;
  name: string;
  state: InviteeState;
  changed_at: number;
  created_at: number;
  due_at: number | null;
  message: string | null;
  told_by: NotifiedBy | null;
  missed_at: number | null;
  seen_at: number | null;
  by_session_id: string | null;
  step_id: string | null;
  /** When it began to ring. */
  rung_at: number | null;
}

/** The call without those who are called: they are `toInviteeRow`. */
export const toCallRow = (call: CallRecord): CallRow => ({
  id: call.id,
  meeting_id: call.meetingId,
  caller_id: call.callerId,
  caller_name: call.callerName,
  title: call.title,
  size: call.size,
  started_at: call.startedAt,
});

/** The call as it was when it was made: names and title are not followed. */
export const fromCallRow = (row: CallRow): CallRecord => ({
  id: row.id,
  meetingId: row.meeting_id,
  callerId: row.caller_id,
  callerName: row.caller_name,
  title: row.title,
  size: row.size,
  startedAt: row.started_at,
});

/** The columns that one event changes; the rest of the row stays as it was. */
export const toStepRow = (step: Step) => ({
  state: step.state,
  due_at: step.dueAt,
  message: step.message,
  told_by: step.toldBy,
  missed_at: step.missedAt,
  by_session_id: step.bySessionId,
});

/** A new row: nobody works on it, and it has not rung yet. */
export const toInviteeRow = (invitee: Invitee): InviteeRow => ({
  ...toStepRow(invitee),
  id: invitee.id,
  call_id: invitee.callId,
  meeting_id: invitee.meetingId,
  caller_id: invitee.callerId,
  person_id: invitee.personId,
  name: invitee.name,
  changed_at: invitee.changedAt,
  created_at: invitee.createdAt,
  seen_at: invitee.seenAt,
  step_id: null,
  rung_at: null,
});

/** Without `step_id` and `rung_at`, which only the repository's own queries need. */
export const fromInviteeRow = (row: InviteeRow): Invitee => ({
  id: row.id,
  callId: row.call_id,
  meetingId: row.meeting_id,
  callerId: row.caller_id,
  personId: row.person_id,
  name: row.name,
  state: row.state,
  changedAt: row.changed_at,
  createdAt: row.created_at,
  dueAt: row.due_at,
  message: row.message,
  toldBy: row.told_by,
  missedAt: row.missed_at,
  seenAt: row.seen_at,
  bySessionId: row.by_session_id,
});
