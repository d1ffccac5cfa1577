import type { InjectionKey } from 'vue';
import type { Entry } from '../../../../bridge/src/features/meetings/contract.ts';
import type { Conference } from '../../conference/conference.ts';

/** Makes a conference for an entry that the bridge gave; nothing is connected yet. Loads its code when called. */
export type CreateConference = (room: Entry['conference']) => Promise<Conference>;

export const createConferenceKey: InjectionKey<CreateConference> = Symbol('create conference');
