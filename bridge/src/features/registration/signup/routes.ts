import { route, type Route } from '../../../kernel/route.ts';
import type { Applying } from './applying.ts';
import * as contract from './contract.ts';
import type { Deciding } from './deciding.ts';
import * as decisions from './decisions-contract.ts';

/** What anybody may ask for. The budget "sign-in" is wide; who asks too often is slowed by the rate limit. */
export const applicationRoutes = (applying: Applying): Route[] => [
  route(contract.getApplicationForm, 'sign-in', () => applying.form()),
  route(contract.confirmByLink, 'sign-in', ({ body, address }) =>
    applying.confirmByLink(body.token, address),
  ),
  route(contract.apply, 'sign-in', ({ body, address }) => applying.apply(body, address)),
  route(contract.sendConfirmationAgain, 'sign-in', ({ params, address }) =>
    applying.mailAgain(params.applicationId, address),
  ),
  route(contract.confirmByCode, 'sign-in', ({ params, body, address }) =>
    applying.confirmByCode({ ...params, ...body }, address),
  ),
];

/** What admins do; within whose scope is decided in the service. */
export const decisionRoutes = (deciding: Deciding): Route[] => [
  route(decisions.listApplications, 'read', ({ query, caller }) =>
    deciding.list(caller.personId, query),
  ),
  route(decisions.getApplication, 'read', ({ params, caller }) =>
    deciding.get({ adminId: caller.personId, id: params.applicationId }),
  ),
  route(decisions.acceptApplication, 'write', ({ params, body, caller }) =>
    deciding.accept({ adminId: caller.personId, id: params.applicationId }, body.joins),
  ),
  route(decisions.refuseApplication, 'write', ({ params, body, caller }) =>
    deciding.refuse({ adminId: caller.personId, id: params.applicationId }, body.reason),
  ),
  route(decisions.undoDecision, 'write', ({ params, caller }) =>
    deciding.undo({ adminId: caller.personId, id: params.applicationId }),
  ),
];
