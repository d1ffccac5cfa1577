import { Failure, isFailure } from '../../../kernel/failure.ts';
import type { PageReply, PageRequest } from '../../../kernel/route.ts';
import { moduleIdOf, type Login } from './login.ts';
import { errorPage } from './pages/error-page.ts';
import { pickLocale } from './pages/locale.ts';
import { wordsIn, type Words } from './pages/words.ts';
import { activityPageOf, launchPageOf, originsOf } from './platforms.ts';
import type { Platform, ToolAddresses } from './ports.ts';

/** What is learnt on the way through one request, so that a failure's page can offer a way on. */
export interface LaunchContext {
  request: PageRequest;
  platform: Platform | null;
  login: Login | null;
  state: string | null;
  /** The language that the launch asked for. */
  locale: string | null;
}

/** The texts in the visitor's language. */
export const wordsFor = (launchContext: LaunchContext): Words =>
  wordsIn(pickLocale(launchContext.locale, launchContext.request.header('accept-language')));

/** Makes a page route's handler whose failures become pages that people understand. */
export function visiting(
  tool: ToolAddresses,
  handle: (launchContext: LaunchContext) => Promise<PageReply>,
): (request: PageRequest) => Promise<PageReply> {
  return async (request) => {
    const launchContext: LaunchContext = {
      request,
      platform: null,
      login: null,
      state: null,
      locale: null,
    };
    try {
      return await handle(launchContext);
    } catch (error) {
      const failure = isFailure(error) ? error : new Failure('internal', { cause: error });
      logFailure(launchContext, failure, error);
      return troublePage(launchContext, failure, tool);
    }
  };
}

/** Codes and ids only: tokens, hints and return addresses are secrets or personal. */
function logFailure(
  { request, platform, login }: LaunchContext,
  failure: Failure,
  err: unknown,
): void {
  const facts = { code: failure.code, platformId: platform?.id, launchId: login?.id };
  if (failure.status >= 500) request.log.error({ ...facts, err }, 'launch failed');
  else request.log.info({ ...facts, detail: failure.message }, 'launch refused');
}

function troublePage(
  launchContext: LaunchContext,
  failure: Failure,
  tool: ToolAddresses,
): PageReply {
  const { platform, login, request } = launchContext;
  const notBound = failure.code === 'lti/state-not-bound';
  const moduleId = moduleIdOf(login?.messageHint ?? null);
  return errorPage({
    failure,
    words: wordsFor(launchContext),
    requestId: request.requestId,
    framedBy: platform ? originsOf(platform) : [],
    retryUrl:
      notBound || failure.code === 'lti/not-instructor'
        ? null
        : platform && activityPageOf(platform, moduleId),
    newTabUrl: notBound
      ? ((platform && launchPageOf(platform, moduleId)) ?? againUrl(launchContext, tool))
      : null,
  });
}

/** Starts over with what the login was begun with. Moodle's logins are good for one launch: not there. */
function againUrl({ platform, state }: LaunchContext, tool: ToolAddresses): string | null {
  if (state === null || platform?.productFamily === 'moodle') return null;
  const url = new URL(tool.launchUrl);
  url.pathname = url.pathname.replace(/\/launch$/u, '/continue');
  url.searchParams.set('state', state);
  return url.href;
}
