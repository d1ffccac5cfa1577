import { route, type RequestInfo, type Route, type SetCookie } from '../../../kernel/route.ts';
import { sessionCookies, whereOf, type Opened } from '../sessions/index.ts';
import {
  askForCode,
  askForMyCode,
  confirmMyCode,
  logInByCode,
  logInByDirectory,
  logInByPassword,
  loginWays,
  myAccount,
  setPassword,
} from './contract.ts';
import { knownForMs } from './device.ts';
import type { DirectoryLogin } from './directory-login.ts';
import type { Login } from './login.ts';
import type { From } from './meters.ts';
import type { OwnAccount } from './my-account.ts';
import type { LoggedIn } from './opening.ts';

const deviceCookie = 'cm_device';

/** The routes of logging in without a portal. */
export function loginRoutes(login: Login, directory: DirectoryLogin): Route[] {
  return [
    route(loginWays, 'read', () =>
      Promise.resolve({ ...login.ways(), directory: directory.isOffered }),
    ),
    route(askForCode, 'sign-in', ({ body, ...request }) =>
      login.askForCode(body, fromRequest(request)),
    ),
    route(logInByPassword, 'sign-in', async ({ body, setCookie, ...request }) =>
      keep(await login.byPassword(body, fromRequest(request)), setCookie),
    ),
    route(logInByDirectory, 'sign-in', async ({ body, setCookie, ...request }) =>
      keep(await directory.logIn(body, fromRequest(request)), setCookie),
    ),
    route(logInByCode, 'sign-in', async ({ params, body, setCookie, ...request }) =>
      keep(await login.byCode({ ...params, ...body }, fromRequest(request)), setCookie),
    ),
  ];
}

/** The routes of one's own account. */
export function accountRoutes(account: OwnAccount): Route[] {
  return [
    route(myAccount, 'read', ({ caller }) => account.view(caller)),
    route(askForMyCode, 'write', ({ caller, body }) =>
      account.askForCode({ personId: caller.personId, sessionId: caller.sessionId }, body),
    ),
    route(confirmMyCode, 'write', async ({ caller, params, body }) => {
      await account.confirm(caller, { ...params, ...body });
      return {};
    }),
    route(setPassword, 'write', async ({ caller, body }) => {
      await account.setPassword(caller, body);
      return {};
    }),
  ];
}

/** Where a request comes from. */
export const fromRequest = (request: RequestInfo): From => ({
  address: request.address,
  device: request.cookies(deviceCookie),
  place: whereOf(request),
});

function keep(opened: LoggedIn, setCookie: (cookie: SetCookie) => void): Opened['reply'] {
  for (const cookie of sessionCookies(opened)) setCookie(cookie);
  setCookie({
    name: deviceCookie,
    value: opened.device,
    path: '/api/login',
    maxAge: knownForMs / 1000,
  });
  return opened.reply;
}
