import { hasInjectionContext, inject, type InjectionKey } from 'vue';
import type { z } from 'zod';
import type { Endpoint } from '../../../bridge/src/kernel/contract.ts';
import type { PanelCode } from './failure.ts';
import type { LiveEvents } from '../../../bridge/src/features/live/contract.ts';

/** The parts of a request; parts that the endpoint does not have are left out. */
export interface CallInput<E extends Endpoint> {
  params?: z.input<E['params']>;
  query?: z.input<E['query']>;
  body?: z.input<E['body']>;
  /** For an operation that takes a file as it is. */
  file?: Blob;
  /** Calls it off: nobody waits for the answer any more. */
  signal?: AbortSignal;
}

/** Calls an operation of the bridge as the signed-in person. Rejects with a PanelFailure only. */
export type Call = <E extends Endpoint>(
  endpoint: E,
  input?: CallInput<E>,
) => Promise<z.output<E['reply']>>;

export type Topic = `course:${string}` | `meeting:${string}`;

/** What a watcher is told. `resumed`: connected (again), events may have been missed, so ask once. */
export interface Watcher {
  meeting?: (event: LiveEvents['meeting']) => void;
  meetingEnded?: (event: LiveEvents['meeting-ended']) => void;
  resumed?: () => void;
  /** The topic is not (any more) for this person. */
  ended?: (code: PanelCode) => void;
}

/** The bridge's push. */
export interface Live {
  /** Watches a topic until the returned function is called; survives reconnection. */
  watch(topic: Topic, watcher: Watcher): () => void;
  /** Hears one kind of event, for this person or any watched topic, until the returned function is called. */
  hear<E extends keyof LiveEvents>(event: E, handler: (data: LiveEvents[E]) => void): () => void;
  /** Calls back whenever the push is connected (again): events may have been missed before. */
  resumed(handler: () => void): () => void;
  /** Says that nobody is at this panel, or that somebody is again; said anew by itself when the push is back. */
  sayAway(away: boolean): void;
}

/** Small values that outlive a reload. Every operation may silently do nothing (cross-site frames). */
export interface Memory {
  read(key: string): string | null;
  write(key: string, value: string | null): void;
}

export const callKey: InjectionKey<Call> = Symbol('call');
export const liveKey: InjectionKey<Live> = Symbol('live');
/** For this tab only. */
export const tabMemoryKey: InjectionKey<Memory> = Symbol('tab memory');
/** For this browser. */
export const browserMemoryKey: InjectionKey<Memory> = Symbol('browser memory');

/** Loads what all pages but the course page say: for what is shown over that one and says more than it. */
export const loadPageWordsKey: InjectionKey<() => Promise<void>> = Symbol('words of the pages');

/** `inject` for what compose must have provided; says which one is missing. */
export function need<T>(key: InjectionKey<T>): T {
  const value = hasInjectionContext() ? inject(key, null) : null;
  if (value === null) throw new Error(`not provided: ${key.description ?? 'unnamed'}`);
  return value;
}
