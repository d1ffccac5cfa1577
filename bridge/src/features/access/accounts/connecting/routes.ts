import { route, type Route, type SetCookie } from '../../../../kernel/route.ts';
import { sessionCookies, type Opened } from '../../sessions/index.ts';
import { fromRequest } from '../routes.ts';
import type { Connecting } from './connecting.ts';
import { askToConnect, connectByCode, connectByPassword, myConnection } from './contract.ts';

/** The routes of "This is me". */
export function connectingRoutes(connecting: Connecting): Route[] {
  return [
    route(myConnection, 'read', ({ caller }) => connecting.view(caller)),
    route(askToConnect, 'sign-in', ({ caller, body, ...request }) =>
      connecting.askForCode(caller, body, fromRequest(request)),
    ),
    route(connectByCode, 'sign-in', async ({ caller, params, body, setCookie, ...request }) =>
      keep(
        await connecting.byCode(caller, { ...params, ...body }, fromRequest(request)),
        setCookie,
      ),
    ),
    route(connectByPassword, 'sign-in', async ({ caller, body, setCookie, ...request }) =>
      keep(await connecting.byPassword(caller, body, fromRequest(request)), setCookie),
    ),
  ];
}

function keep(opened: Opened, setCookie: (cookie: SetCookie) => void): Opened['reply'] {
  for (const cookie of sessionCookies(opened)) setCookie(cookie);
  return opened.reply;
}
