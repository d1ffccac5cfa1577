import type { Merge } from '../../../directory/merge/index.ts';

/** Makes people one, and two again. */
export type Connections = Pick<Merge, 'connectable' | 'connect' | 'isInForce' | 'disconnect'> & {
  /** Whether the person administers anything. */
  isAdmin: (personId: string) => Promise<boolean>;
};
