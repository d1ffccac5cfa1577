import { EventEmitter } from 'node:events';
import type { Log } from './log.ts';

/**
 * What happens on a bridge, by name (noun.past-participle), with what is told of it. Each room adds its own in
 * the `events.ts` beside its contract: grep for the name to find who emits and who hears it.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the rooms
export interface BridgeEvents {}

export type EventName = keyof BridgeEvents;

/** Hears of one sort of event; a promise is not waited for by whoever emits. */
export type Hears<N extends EventName> = (payload: BridgeEvents[N]) => void | Promise<void>;

/** Ends a subscription: nothing is heard afterwards. */
export type Unsubscribe = () => void;

/** One bridge's event bus. What other bridges have to know goes there by features/live. */
export interface Events {
  /** Tells all who subscribed, in the order in which they did, before it returns. Never throws. */
  emit: <N extends EventName>(name: N, payload: BridgeEvents[N]) => void;
  /** Subscribes to each of these. A subscriber that throws or rejects is logged and harms nobody else. */
  subscribe: (subscribers: { [N in EventName]?: Hears<N> }) => Unsubscribe;
}

/** Made first, so that rooms tell each other without knowing each other. */
export function createEvents(log: Log): Events {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    emit: (name, payload) => void emitter.emit(name, payload),
    subscribe: (subscribers) => {
      const own = Object.entries(subscribers).map(([name, hear]) => {
        const listener = guarded(hear as (payload: unknown) => unknown, { log, name });
        emitter.on(name, listener);
        return () => emitter.off(name, listener);
      });
      return () => own.forEach((end) => end());
    },
  };
}

function guarded(
  hear: (payload: unknown) => unknown,
  { log, name }: { log: Log; name: string },
): (payload: unknown) => void {
  const failed = (err: unknown) => log.error({ err, event: name }, 'a subscriber failed');
  return (payload) => {
    try {
      Promise.resolve(hear(payload)).catch(failed);
    } catch (err) {
      failed(err);
    }
  };
}
