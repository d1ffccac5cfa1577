import type { Database } from '../../../../kernel/database.ts';

/** Makes people one, and two again; done by who keeps who is who. */
export interface Connections {
  /** Whether somebody may say whom they are, and where their account is. */
  view: (
    personId: string,
  ) => Promise<{ isOpen: boolean; source: { kind: string; name: string } | null }>;
  /** Whether the person administers anything. */
  isAdmin: (personId: string) => Promise<boolean>;
  /**
   * Makes the first the second. `conflict`: administrators have to look, it is noted.
   * @param told done in the same transaction
   * @throws Failure account/connect-closed, account/connect-refused
   */
  connect: (
    connection: { personId: string; targetId: string },
    told: (trx: Database, decisionId: string) => Promise<void>,
  ) => Promise<{ decisionId: string } | 'conflict'>;
  /** Whether they are one by this decision still. */
  isStanding: (decisionId: string) => Promise<boolean>;
  /** Makes them two again; answers their ids. @throws Failure identity/… */
  disconnect: (
    decisionId: string,
    first: (trx: Database) => Promise<void>,
  ) => Promise<readonly string[]>;
}
