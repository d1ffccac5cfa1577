import { route, type Route } from '../../kernel/route.ts';
import { refreshCookie } from '../sessions/index.ts';
import { askForCode, logInByCode, loginWays } from './contract.ts';
import type { Login } from './login.ts';

/** The routes of logging in without a portal. */
export function loginRoutes(login: Login): Route[] {
  return [
    route(loginWays, 'read', () => Promise.resolve(login.ways())),
    route(askForCode, 'sign-in', ({ body, address }) => login.askForCode(body, address)),
    route(logInByCode, 'sign-in', async ({ params, body, address, setCookie }) => {
      const opened = await login.byCode({ ...params, ...body }, address);
      setCookie(refreshCookie(opened));
      return opened.reply;
    }),
  ];
}
