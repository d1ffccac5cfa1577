type Listener = (...args: never[]) => void;

/** The library's way of events: by name, arguments in order. */
export class EmitterDouble {
  readonly #listeners = new Map<string, Set<Listener>>();

  addEventListener(event: string, listener: Listener): void {
    const known = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, known.add(listener));
  }

  removeEventListener(event: string, listener: Listener): void {
    this.#listeners.get(event)?.delete(listener);
  }

  /** Calls every listener of `event`; an event without a name here (undefined) has none. */
  emit(event: string | undefined, ...args: unknown[]): void {
    for (const listener of [...(this.#listeners.get(event ?? '') ?? [])]) {
      (listener as (...all: unknown[]) => void)(...args);
    }
  }

  /** How many listeners are left; a leak shows here. */
  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, set) => sum + set.size, 0);
  }
}
