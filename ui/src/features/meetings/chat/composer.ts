import type { RefusedMessage } from '../../../conference/events.ts';
import type { Address, Readers } from './readers.ts';

/**
 * Why nothing can be sent to the chosen one now. `closed`: the hosts let nobody write. `not-allowed`: not to that
 * person. `no-host`: no host is in. `gone`: that person has left.
 */
export type Hindrance = 'closed' | 'not-allowed' | 'no-host' | 'gone';

/** What is being written, to whom, and what became of what was sent. */
export interface Composer {
  draft: string;
  address: Address;
  /** The name of the chosen person, also when they have left. */
  name: string;
  readers: Readers;
  /** Members write to hosts only now, and this person is a member. */
  hostsOnly: boolean;
  hindrance: Hindrance | null;
  /** The connection was away when this person pressed "Send". */
  unsent: boolean;
  refused: RefusedMessage | null;
  /** What was refused is in the field again. */
  isBack: boolean;
}
