import { digest } from '../../../kernel/ids.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import type { PageReply, PageRequest, PageRoute, SetCookie } from '../../../kernel/route.ts';
import { beginAgain, beginLogin, loginOf, requireUsable, useLogin, type Begun } from './begin.ts';
import { answerContent } from './content.ts';
import { arrive, type Landing, type LaunchPorts } from './launch-service.ts';
import { readSelection } from './selection.ts';
import { bindingName, loginLifeMs, type Login } from './login.ts';
import { takeLogout } from './logout.ts';
import type { LogoutReader, ToolAddresses } from './ports.ts';
import { choosePage } from './pages/choose-page.ts';
import { answerPage, fetchPage, registeredPage, storePage } from './pages/flow-pages.ts';
import { originsOf, requireActive } from './platforms.ts';
import { registerDynamically, type RegistrationPorts } from './registration.ts';
import { visiting, wordsFor, type LaunchContext } from './launch-context.ts';

export type RoutePorts = LaunchPorts & RegistrationPorts & { signedOut: LogoutReader };

/** The pages of LTI 1.3: login, launch, deep linking, registration, key set. */
export function launchRoutes(ports: RoutePorts): PageRoute[] {
  const page = (handle: (launchContext: LaunchContext) => Promise<PageReply>) =>
    visiting(ports.tool, handle);
  const login = page((launchContext) => logIn(launchContext, ports));
  const register = page((launchContext) => registerPage(launchContext, ports));
  const limit = 'launch';
  return [
    { method: 'GET', path: '/lti/login', limit, handle: login },
    { method: 'POST', path: '/lti/login', limit, handle: login },
    {
      method: 'GET',
      path: '/lti/continue',
      limit,
      handle: page((launchContext) => goOn(launchContext, ports)),
    },
    {
      method: 'POST',
      path: '/lti/launch',
      limit,
      handle: page((launchContext) => launch(launchContext, ports)),
    },
    {
      method: 'POST',
      path: '/lti/deep-linking/answer',
      limit,
      handle: page((launchContext) => answerLink(launchContext, ports)),
    },
    { method: 'POST', path: '/lti/logout', limit, handle: (request) => takeLogout(request, ports) },
    { method: 'GET', path: '/lti/register', limit, handle: register },
    { method: 'GET', path: '/lti/register/:code', limit, handle: register },
    { method: 'GET', path: '/lti/jwks.json', limit: 'read', handle: () => keySet(ports) },
  ];
}

async function logIn(launchContext: LaunchContext, ports: RoutePorts): Promise<PageReply> {
  const { query, form } = launchContext.request;
  const begun = await beginLogin({ ...query, ...form }, ports, (platform) => {
    launchContext.platform = platform;
  });
  if (begun.login.storageTarget === null) return toPlatform(begun);
  return { ...storePage(wordsFor(launchContext), begun), cookies: [bindingCookie(begun)] };
}

async function goOn(launchContext: LaunchContext, ports: RoutePorts): Promise<PageReply> {
  return toPlatform(await beginAgain(launchContext.request.query['state'] ?? '', ports));
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

async function launch(launchContext: LaunchContext, ports: RoutePorts): Promise<PageReply> {
  const { form } = launchContext.request;
  const login = await loginOf(form['state'], ports);
  launchContext.login = login;
  launchContext.state = form['state'] ?? null;
  const platform = await ports.repository.platformById(login.platformId);
  if (!platform) throw new Failure('lti/platform-unknown');
  launchContext.platform = platform;
  requireActive(platform);
  // Only now, so that the page of a launch that is too old or used knows the way to a new one.
  requireUsable(login, ports);
  const idToken = form['id_token'];
  if (idToken === undefined) throw withoutToken(form);
  if (!isBound(launchContext.request, login))
    return askStorage(launchContext, { login, idToken }, ports);
  await useLogin(login, ports);
  const expected = { platform, nonceDigest: login.nonceDigest };
  const claims = await ports.protocol.verifyLaunch(idToken, expected);
  launchContext.locale = claims.person.locale;
  const landing = await arrive({ platform, login, claims }, ports);
  return { ...land(launchContext, landing, ports), cookies: [forgetBinding(login)] };
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
  launchContext: LaunchContext,
  { login, idToken }: { login: Login; idToken: string },
  { tool }: RoutePorts,
): PageReply {
  const { platform, state, request } = launchContext;
  const tried = request.form['storage_binding'] !== undefined;
  if (!platform || state === null || login.storageTarget === null || tried) {
    throw new Failure('lti/state-not-bound');
  }
  return fetchPage(
    wordsFor(launchContext),
    { platform, login },
    { url: tool.launchUrl, state, idToken },
  );
}

const forgetBinding = (login: Login): SetCookie => ({
  name: bindingName(login),
  value: '',
  path: '/lti',
  maxAge: 0,
});

function land(
  launchContext: LaunchContext,
  landing: Landing,
  { tool, clock }: RoutePorts,
): PageReply {
  if (landing.kind === 'panel') return { status: 303, redirect: landing.url };
  const framedBy = launchContext.platform ? originsOf(launchContext.platform) : [];
  return choosePage(wordsFor(launchContext), {
    ...landing,
    ...choosing(tool),
    framedBy,
    now: clock.now(),
  });
}

const choosing = (tool: ToolAddresses) => ({
  answerUrl: tool.launchUrl.replace(/\/launch$/u, '/deep-linking/answer'),
});

async function answerLink(launchContext: LaunchContext, ports: RoutePorts): Promise<PageReply> {
  const { form } = launchContext.request;
  // The language that the page was in, which the launch said.
  launchContext.locale = form['lang'] ?? null;
  try {
    const answer = await answerContent(form, ports);
    return answerPage(wordsFor(launchContext), answer.platform, answer);
  } catch (error) {
    if (!isFailure(error, 'request/invalid')) throw error;
    // What was typed stands there still, with what is wrong with it.
    const ticket = form['ticket'] ?? '';
    const selection = await readSelection(ticket, ports);
    const platform = await ports.repository.platformById(selection.platformId);
    const framedBy = platform ? originsOf(platform) : [];
    const wrong = new Set(error.flaws.map(({ field }) => field));
    const shown = { ...choosing(ports.tool), framedBy, typed: form, wrong, now: ports.clock.now() };
    return choosePage(wordsFor(launchContext), { ticket, selection, ...shown });
  }
}

async function registerPage(launchContext: LaunchContext, ports: RoutePorts): Promise<PageReply> {
  const { params, query } = launchContext.request;
  const platform = await registerDynamically(params['code'], query, ports);
  launchContext.request.log.info(
    { platformId: platform.id, issuer: platform.issuer },
    'platform registered',
  );
  return registeredPage(wordsFor(launchContext), platform);
}

async function keySet({ protocol }: RoutePorts): Promise<PageReply> {
  return { json: await protocol.publicKeys(), headers: { 'Cache-Control': 'public, max-age=300' } };
}
