import { digest } from '../../../kernel/ids.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { PageReply, PageRequest, PageRoute, SetCookie } from '../../../kernel/route.ts';
import { beginAgain, beginLogin, loginOf, requireUsable, useLogin, type Begun } from './begin.ts';
import { answerContent } from './content.ts';
import { arrive, type Landing, type LaunchPorts } from './launch-service.ts';
import { bindingName, loginLifeMs, type Login } from './login.ts';
import { takeLogout } from './logout.ts';
import type { LogoutReader } from './ports.ts';
import { choosePage } from './pages/choose-page.ts';
import { answerPage, fetchPage, registeredPage, storePage } from './pages/flow-pages.ts';
import { originsOf, requireActive } from './platforms.ts';
import { registerDynamically, type RegistrationPorts } from './registration.ts';
import { visiting, wordsFor, type Visit } from './visit.ts';

export type RoutePorts = LaunchPorts & RegistrationPorts & { signedOut: LogoutReader };

/** The pages of LTI 1.3: login, launch, deep linking, registration, key set. */
export function launchRoutes(ports: RoutePorts): PageRoute[] {
  const page = (handle: (visit: Visit) => Promise<PageReply>) => visiting(ports.tool, handle);
  const login = page((visit) => logIn(visit, ports));
  const register = page((visit) => registerPage(visit, ports));
  const limit = 'launch';
  return [
    { method: 'GET', path: '/lti/login', limit, handle: login },
    { method: 'POST', path: '/lti/login', limit, handle: login },
    { method: 'GET', path: '/lti/continue', limit, handle: page((visit) => goOn(visit, ports)) },
    { method: 'POST', path: '/lti/launch', limit, handle: page((visit) => launch(visit, ports)) },
    {
      method: 'POST',
      path: '/lti/deep-linking/answer',
      limit,
      handle: page((visit) => answerLink(visit, ports)),
    },
    { method: 'POST', path: '/lti/logout', limit, handle: (request) => takeLogout(request, ports) },
    { method: 'GET', path: '/lti/register', limit, handle: register },
    { method: 'GET', path: '/lti/register/:code', limit, handle: register },
    { method: 'GET', path: '/lti/jwks.json', limit: 'read', handle: () => keySet(ports) },
  ];
}

async function logIn(visit: Visit, ports: RoutePorts): Promise<PageReply> {
  const { query, form } = visit.request;
  const begun = await beginLogin({ ...query, ...form }, ports, (platform) => {
    visit.platform = platform;
  });
  if (begun.login.storageTarget === null) return toPlatform(begun);
  return { ...storePage(wordsFor(visit), begun), cookies: [bindingCookie(begun)] };
}

async function goOn(visit: Visit, ports: RoutePorts): Promise<PageReply> {
  return toPlatform(await beginAgain(visit.request.query['state'] ?? '', ports));
}

const toPlatform = (begun: Begun): PageReply => ({
  status: 302,
  redirect: begun.next,
  cookies: [bindingCookie(begun)],
});

const bindingCookie = ({ login, binding }: Begun): SetCookie => ({
  name: bindingName(login),
  value: binding,
  path: '/lti',
  maxAge: loginLifeMs / 1000,
});

async function launch(visit: Visit, ports: RoutePorts): Promise<PageReply> {
  const { form } = visit.request;
  const login = await loginOf(form['state'], ports);
  visit.login = login;
  visit.state = form['state'] ?? null;
  const platform = await ports.repository.platformById(login.platformId);
  if (!platform) throw new Failure('lti/platform-unknown');
  visit.platform = platform;
  requireActive(platform);
  // Only now, so that the page of a launch that is too old or used knows the way to a new one.
  requireUsable(login, ports);
  const idToken = form['id_token'];
  if (idToken === undefined) throw withoutToken(form);
  if (!isBound(visit.request, login)) return askStorage(visit, { login, idToken }, ports);
  await useLogin(login, ports);
  const expected = { platform, nonceDigest: login.nonceDigest };
  const claims = await ports.protocol.verifyLaunch(idToken, expected);
  visit.locale = claims.person.locale;
  const landing = await arrive({ platform, login, claims }, ports);
  return { ...land(visit, landing, ports), cookies: [forgetBinding(login)] };
}

/** An answer without a token is the platform's refusal (`error=login_required`), or nothing of the kind. */
const withoutToken = (form: Record<string, string>): Failure =>
  new Failure(form['error'] === undefined ? 'lti/token-malformed' : 'lti/platform-refused');

/** Whether this browser is the one that began: it shows the secret, by cookie or out of the platform's storage. */
function isBound({ cookies, form }: PageRequest, login: Login): boolean {
  const shown = [cookies(bindingName(login)), form['storage_binding']];
  return shown.some((secret) => secret !== undefined && digest(secret) === login.bindingDigest);
}

function askStorage(
  visit: Visit,
  { login, idToken }: { login: Login; idToken: string },
  { tool }: RoutePorts,
): PageReply {
  const { platform, state, request } = visit;
  const tried = request.form['storage_binding'] !== undefined;
  if (!platform || state === null || login.storageTarget === null || tried) {
    throw new Failure('lti/state-not-bound');
  }
  return fetchPage(wordsFor(visit), { platform, login }, { url: tool.launchUrl, state, idToken });
}

const forgetBinding = (login: Login): SetCookie => ({
  name: bindingName(login),
  value: '',
  path: '/lti',
  maxAge: 0,
});

function land(visit: Visit, landing: Landing, { tool }: RoutePorts): PageReply {
  if (landing.kind === 'panel') return { status: 303, redirect: landing.url };
  const { courseTitle, meetings } = landing.selection;
  return choosePage(wordsFor(visit), {
    ticket: landing.ticket,
    answerUrl: tool.launchUrl.replace(/\/launch$/u, '/deep-linking/answer'),
    courseTitle,
    meetings,
    framedBy: visit.platform ? originsOf(visit.platform) : [],
  });
}

async function answerLink(visit: Visit, ports: RoutePorts): Promise<PageReply> {
  const answer = await answerContent(visit.request.form, ports);
  return answerPage(wordsFor(visit), answer.platform, answer);
}

async function registerPage(visit: Visit, ports: RoutePorts): Promise<PageReply> {
  const { params, query } = visit.request;
  const platform = await registerDynamically(params['code'], query, ports);
  visit.request.log.info(
    { platformId: platform.id, issuer: platform.issuer },
    'platform registered',
  );
  return registeredPage(wordsFor(visit), platform);
}

async function keySet({ protocol }: RoutePorts): Promise<PageReply> {
  return { json: await protocol.publicKeys(), headers: { 'Cache-Control': 'public, max-age=300' } };
}
