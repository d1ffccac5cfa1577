import { route, type Route } from '../../kernel/route.ts';
import { getIdentity, setStanding } from './contract.ts';
import type { Identities } from './service.ts';

/** Who is who, over HTTP. */
export function identityRoutes(identities: Identities): Route[] {
  return [
    route(getIdentity, 'read', ({ caller, params }) =>
      identities.get(caller.personId, params.personId),
    ),
    route(setStanding, 'write', ({ caller, params, body }) => {
      const reason = body.standing === 'by-sources' ? null : body.reason;
      const wanted = { standing: body.standing, reason };
      return identities.setStanding(caller.personId, params.personId, wanted);
    }),
  ];
}
