import { route, type Route } from '../../kernel/route.ts';
import type { Applying } from './applying.ts';
import * as contract from './contract.ts';

/** What anybody may ask for. The budget "sign-in" is wide; who asks too often is slowed by the throttle. */
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
