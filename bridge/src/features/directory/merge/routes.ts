import { route, type Route } from '../../../kernel/route.ts';
import {
  decideApart,
  decideSame,
  listConflicts,
  listIdentityDecisions,
  undoIdentityDecision,
} from './conflicts-contract.ts';
import { getIdentity, mergePeople, previewMerge, setStanding } from './contract.ts';
import type { PersonMerge } from './service.ts';

const pairOf = ({ personId, otherId }: { personId: string; otherId: string }) => ({
  survivorId: personId,
  otherId,
});

/** Who is who, over HTTP. */
export function identityRoutes(personMerge: PersonMerge): Route[] {
  return [
    route(getIdentity, 'read', ({ caller, params }) =>
      personMerge.get(caller.personId, params.personId),
    ),
    route(setStanding, 'write', ({ caller, params, body }) => {
      const reason = body.standing === 'by-sources' ? null : body.reason;
      const wanted = { standing: body.standing, reason };
      return personMerge.setStanding(caller.personId, params.personId, wanted);
    }),
    route(previewMerge, 'read', ({ caller, params }) =>
      personMerge.previewMerge(caller.personId, pairOf(params)),
    ),
    route(mergePeople, 'write', async ({ caller, params }) => ({
      decisionId: await personMerge.merge(caller.personId, pairOf(params)),
    })),
    route(listConflicts, 'read', ({ caller, query }) =>
      personMerge.conflicts(caller.personId, query),
    ),
    route(decideSame, 'write', async ({ caller, params, body }) => ({
      decisionId: await personMerge.decideSame(caller.personId, params.conflictId, body.personId),
    })),
    route(decideApart, 'write', async ({ caller, params }) => ({
      decisionId: await personMerge.decideApart(caller.personId, params.conflictId),
    })),
    route(listIdentityDecisions, 'read', async ({ caller, query }) => ({
      decisions: await personMerge.decisions(caller.personId, query.personId),
    })),
    route(undoIdentityDecision, 'write', async ({ caller, params }) => {
      await personMerge.undo(caller.personId, params.decisionId);
      return {};
    }),
  ];
}
