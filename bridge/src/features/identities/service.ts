import type { Identity } from './contract.ts';
import { reach } from './reach.ts';
import { showIdentity } from './showing.ts';
import { setStanding, type Standing, type StandingParts } from './standing.ts';

export type Identities = ReturnType<typeof createIdentities>;

/** Who is who: people with all that is said of them, and what administrators decide about them. */
export function createIdentities(parts: StandingParts) {
  return {
    /** @throws Failure admin/not-allowed; person/not-found outside of the caller's scope too */
    get: async (callerId: string, personId: string): Promise<Identity> =>
      showIdentity(parts, await reach(parts, callerId, personId)),
    /** Decides whether somebody is active. @throws Failure as `get`; identity/…, admin/last-system-admin */
    setStanding: async (
      callerId: string,
      personId: string,
      wanted: Standing,
    ): Promise<Identity> => {
      await setStanding(parts, await reach(parts, callerId, personId), wanted);
      return showIdentity(parts, await reach(parts, callerId, personId));
    },
  };
}
