import type { Names } from './surface.ts';

type Listener = (...args: never[]) => void;

interface Source {
  add: (event: string, listener: Listener) => void;
  remove: (event: string, listener: Listener) => void;
}

/**
 * Subscribes `listeners`, keyed by the library's event keys (USER_JOINED …). Keys that this build does not have
 * are passed over. Returns the function that unsubscribes them all.
 */
export function listen(
  source: Source,
  names: Names,
  listeners: Readonly<Record<string, Listener>>,
): () => void {
  const bound = Object.entries(listeners).flatMap(([key, listener]) => {
    const event = names[key];
    return event === undefined ? [] : [{ event, listener }];
  });
  for (const { event, listener } of bound) source.add(event, listener);
  return () => {
    for (const { event, listener } of bound) source.remove(event, listener);
  };
}

interface Emitter {
  addEventListener: (event: string, listener: Listener) => void;
  removeEventListener: (event: string, listener: Listener) => void;
}

/** The source that a connection or a track is. */
export const emitter = (target: Emitter): Source => ({
  add: (event, listener) => target.addEventListener(event, listener),
  remove: (event, listener) => target.removeEventListener(event, listener),
});
