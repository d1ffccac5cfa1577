import type { InjectionKey } from 'vue';
import type { Entry } from '../../../../../bridge/src/features/meetings/contract.ts';
import type { Conference } from '../../../conference/conference.ts';
import type { FailureReason } from '../../../conference/events.ts';

/** What a conference needs to be made. */
export interface Admission {
  room: Entry['conference'];
  personId: string | null;
  /**
   * Asks for a fresh ticket for the same room when the connection has to be made anew, or answers why there is
   * none; rejects when the bridge is out of reach.
   */
  renewToken: () => Promise<{ jwt: string } | { over: FailureReason }>;
}

/** Makes a conference; nothing is connected yet. Loads its code when called. */
export type CreateConference = (admission: Admission) => Promise<Conference>;

export const createConferenceKey: InjectionKey<CreateConference> = Symbol('create conference');
