import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { z } from 'zod';
import {
  cancelCall,
  countInvitees,
  listCalls,
  ring as ringPeople,
  ringMissing as ringMissingPeople,
  type Call,
  type Whole,
} from '../../../../bridge/src/features/calls/contract.ts';
import type { PanelFailure } from '../../kernel/failure.ts';
import { callKey, liveKey, need } from '../../kernel/ports.ts';
import { useSession } from '../access/session/index.ts';
import type { Choice, Audience, UnitShelf } from '../directory/address-book/index.ts';
import { isFinal } from './ringing.ts';
import { withCall, withEvent } from './calling.ts';

/** Whom to ring; see the contract. */
export type Whom = z.input<typeof ringPeople.body>;

/** How many it would ring, when the bridge wants that confirmed before it rings so many; else null. */
export function sizeToConfirm({ code, flaws }: PanelFailure): number | null {
  const size = Number(flaws.find(({ field }) => field === 'size')?.message);
  return code === 'call/confirm-size' && Number.isInteger(size) && size > 0 ? size : null;
}

/** Whom a choice of the address book means. */
export function whomOf({ people, units }: Choice): Whom {
  const idsOf = (kind: 'course' | 'department'): string[] =>
    units.filter((unit) => unit.kind === kind).map(({ id }) => id);
  const groups = units.flatMap((unit) =>
    unit.kind === 'group' ? [{ courseId: unit.courseId, groupId: unit.id }] : [],
  );
  return {
    personIds: people.map(({ personId }) => personId),
    courseIds: idsOf('course'),
    departmentIds: idsOf('department'),
    groups,
  };
}

/** The calls of the meeting that one is in, kept up to date by push while they are followed. */
export const useOutgoing = defineStore('outgoing-calls', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const meetingId = ref<string | null>(null);
  const calls = shallowRef<Call[]>([]);
  const session = useSession();
  const audience = shallowRef<Audience | null>(null);
  const whole = shallowRef<Whole | null>(null);

  async function load(): Promise<void> {
    const asked = meetingId.value;
    // Guests ring nobody.
    if (asked === null || !session.isPerson) return;
    // A failure shows at the next press.
    const answer = await call(listCalls, { params: { meetingId: asked } }).catch(() => null);
    if (!answer || asked !== meetingId.value) return;
    answer.calls.forEach(put);
    audience.value = answer.audience ?? null;
    whole.value = answer.whole ?? null;
  }
  /** Whether all of a course, group or department may be rung at once. */
  const mayRingWhole = ({ kind, id }: Pick<UnitShelf, 'kind' | 'id'>): boolean => {
    if (kind === 'group' || !whole.value) return true;
    return kind === 'department' ? whole.value.departments : whole.value.courseIds.includes(id);
  };
  const put = (changed: Call): Call => {
    if (changed.meetingId === meetingId.value) calls.value = withCall(calls.value, changed);
    return changed;
  };

  /** Follows the calls of a meeting; returns the function that ends following. */
  function follow(id: string): () => void {
    if (id !== meetingId.value) calls.value = [];
    meetingId.value = id;
    const ends = [
      live.hear('call', (event) => {
        if (event.meetingId !== meetingId.value) return;
        const known = calls.value.some((one) => one.id === event.callId);
        calls.value = withEvent(calls.value, event.callId, event.invitees);
        if (!known) void load();
      }),
      live.resumed(() => void load()),
    ];
    void load();
    return () => ends.forEach((end) => end());
  }

  const params = (): { meetingId: string } => ({ meetingId: meetingId.value ?? '' });
  /** How many a choice would ring, and the bounds. Rejects with a PanelFailure. */
  const count = (whom: Whom) => call(countInvitees, { params: params(), body: whom });
  /** Rings. Rejects with a PanelFailure, `call/confirm-size` when the size was not confirmed. */
  const ring = async (whom: Whom): Promise<Call> =>
    put(await call(ringPeople, { params: params(), body: whom }));
  /** Rings those invited who are not in. Rejects with a PanelFailure, `call/confirm-size` as above. */
  const ringMissing = async (confirmedSize?: number): Promise<Call> => {
    const body = confirmedSize === undefined ? {} : { confirmedSize };
    return put(await call(ringMissingPeople, { params: params(), body }));
  };
  /** Stops ringing one invitee of a call, or all. Rejects with a PanelFailure. */
  const cancel = async (callId: string, inviteeId?: string): Promise<void> => {
    const body = inviteeId === undefined ? {} : { inviteeIds: [inviteeId] };
    put(await call(cancelCall, { params: { callId }, body }));
  };
  /** Stops everything that still rings. Rejects with a PanelFailure. */
  const cancelAll = async (): Promise<void> => {
    const open = calls.value.filter(({ invitees }) =>
      invitees.some(({ state }) => !isFinal(state)),
    );
    await Promise.all(open.map(({ id }) => cancel(id)));
  };

  return {
    calls: computed(() => calls.value),
    /** False for somebody without an account. */
    mayRing: computed(() => session.isPerson),
    mayRingWhole,
    /** Whom alone one may ring into this meeting; null: anybody of the campus. */
    audience: computed(() => audience.value),
    follow,
    count,
    ring,
    ringMissing,
    cancel,
    cancelAll,
  };
});
