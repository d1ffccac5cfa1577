/** What can go wrong with a Moodle, as a real one was seen to fail. */
export type FaultKind =
  | 'maintenance-html'
  | 'maintenance'
  | 'upgrade'
  | 'db-down'
  | 'php-fatal'
  | 'html-prefix'
  | 'ws-disabled'
  | 'host-redirect'
  | 'cut-off'
  | 'slow';

export interface Fault {
  kind: FaultKind;
  /** Only calls of this function; every call when left out. */
  only?: string;
  /** So many fitting calls still go well before it begins. */
  skip?: number;
  /** So many calls fail, then all is well again; without end when left out. */
  times?: number;
  /** For `slow`: milliseconds until the answer begins; 5000 when left out. */
  delay?: number;
}

/** The switch for faults, for tests and for trying out what the bridge does. */
export interface Faults {
  set: (fault: Fault) => void;
  clear: () => void;
  /** The fault that this call meets, counting it. */
  next: (functionName: string) => Fault | undefined;
}

/** A switch with nothing wrong. */
export function createFaults(): Faults {
  let current: Fault | undefined;
  let met = 0;
  return {
    set(fault) {
      current = fault;
      met = 0;
    },
    clear() {
      current = undefined;
    },
    next(functionName) {
      if (current === undefined || (current.only ?? functionName) !== functionName)
        return undefined;
      const position = met++ - (current.skip ?? 0);
      return position >= 0 && position < (current.times ?? Infinity) ? current : undefined;
    },
  };
}
