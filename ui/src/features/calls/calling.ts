import type {
  Call,
  Invitee,
  InviteeState,
} from '../../../../bridge/src/features/calls/contract.ts';

/** States in the order in which they are listed: what one waits for first. */
export const stateOrder: readonly InviteeState[] = [
  'ringing',
  'queued',
  'declined',
  'busy',
  'no-answer',
  'unreachable',
  'cancelled',
  'answered',
];

/** One who was called, with the call it is about: somebody who is rung again is listed once, by the latest. */
export interface Called {
  callId: string;
  callerName: string;
  callerId: string;
  invitee: Invitee;
}

/** The calls with what changed in one: of each invitee the newer state counts, whatever comes first. */
export function withEvent(
  calls: readonly Call[],
  callId: string,
  invitees: readonly Invitee[],
): Call[] {
  return calls.map((call) => {
    if (call.id !== callId) return call;
    const known = new Map(call.invitees.map((invitee) => [invitee.id, invitee]));
    for (const invitee of invitees) {
      const former = known.get(invitee.id);
      if (!former || invitee.changedAt >= former.changedAt) known.set(invitee.id, invitee);
    }
    return { ...call, invitees: [...known.values()] };
  });
}

/** The calls with this one, in place of what was known of it. */
export const withCall = (calls: readonly Call[], changed: Call): Call[] => {
  const known = calls.find(({ id }) => id === changed.id);
  if (!known) return [...calls, changed];
  return withEvent(calls, changed.id, changed.invitees);
};

/** Everybody who was called, each once: first what one waits for, then by name as `locale` sorts. */
export function calledOf(calls: readonly Call[], locale: string): Called[] {
  const latest = new Map<string, Called>();
  for (const { id, callerId, callerName, invitees } of byStart(calls)) {
    for (const invitee of invitees) {
      latest.set(invitee.personId, { callId: id, callerId, callerName, invitee });
    }
  }
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const rank = ({ invitee }: Called): number => stateOrder.indexOf(invitee.state);
  return [...latest.values()].sort(
    (a, b) => rank(a) - rank(b) || compare(a.invitee.name, b.invitee.name),
  );
}

const byStart = (calls: readonly Call[]): Call[] =>
  [...calls].sort((a, b) => a.startedAt - b.startedAt);

/** How many are in each state that there is, in order. */
export const countsOf = (called: readonly Called[]): [InviteeState, number][] =>
  stateOrder
    .map((state): [InviteeState, number] => [
      state,
      called.filter(({ invitee }) => invitee.state === state).length,
    ])
    .filter(([, count]) => count > 0);

/** Something that became of a call, for its caller. */
export interface CallEventLine {
  id: string;
  name: string;
  state: InviteeState;
  message: string | null;
}

const worthShowing: readonly InviteeState[] = ['declined', 'busy', 'no-answer', 'unreachable'];

/** What became of the reader's own calls between two states of them. Answers are seen: those people come in. */
export function eventsOf(
  before: readonly Call[],
  after: readonly Call[],
  readerId: string,
): CallEventLine[] {
  const former = new Map(
    before.flatMap(({ invitees }) => invitees.map(({ id, state }) => [id, state] as const)),
  );
  return after
    .filter(({ id, callerId }) => callerId === readerId && before.some((call) => call.id === id))
    .flatMap(({ invitees }) => invitees)
    .filter(({ id, state }) => worthShowing.includes(state) && former.get(id) !== state)
    .map(({ id, name, state, message }) => ({ id, name, state, message }));
}
