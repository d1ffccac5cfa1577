import { setTimeout as wait } from 'node:timers/promises';
import type Router from '@koa/router';
import type { Context } from 'koa';
import getRawBody from 'raw-body';
import type { Campus } from '../campus.ts';
import type { Answer } from './answer.ts';
import { createCalendarStore, type CalendarStore } from './calendar-store.ts';
import { answerCall, readCall } from './call.ts';
import { faultAnswer } from './fault-answer.ts';
import { createFaults, type Faults } from './faults.ts';
import { webServiceFunctions } from './functions/index.ts';
import { createMessageStore, type MessageStore } from './message-store.ts';
import { parsePhpForm } from './php-form.ts';
import {
  allIdentityFields,
  readingCapabilities,
  writingCapabilities,
  type ServiceAccount,
  type Site,
} from './site.ts';

export interface WebServiceSettings {
  campus: Campus;
  /** The one token that the site knows. */
  token: string;
  /** Moodle's wwwroot, without a slash at its end. */
  origin: string;
  /** Differences from the usual service account, which may read everything and write messages and events. */
  account?: Partial<ServiceAccount>;
  /** Functions of the service; all that there are when left out. */
  functions?: string[];
  /** $CFG->showuseridentity; every field when left out. */
  identityFields?: Iterable<string>;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** What others may look at and turn while the site runs. */
export interface WebServices {
  account: ServiceAccount;
  faults: Faults;
  /** Messages that were sent to the campus' people; the portal shows them. */
  messages: MessageStore;
  calendar: CalendarStore;
}

/** PHP's post_max_size here, in bytes. */
const maxBody = 8 * 1024 * 1024;

/**
 * Adds Moodle's REST server, `/webservice/rest/server.php`, to the demo campus: a stand-in that answers as a recorded
 * Moodle 5.1 does. Must come before anything that reads request bodies.
 */
export function mountWebServices(router: Router, settings: WebServiceSettings): WebServices {
  const site = siteOf(settings);
  const faults = createFaults();
  const handle = async (ctx: Context) => {
    const call = readCall(parsePhpForm(ctx.querystring, await readForm(ctx)));
    const fault = faults.next(call.functionName);
    if (fault?.kind === 'slow') await wait(fault.delay ?? 5000, undefined, { ref: false });
    const instead = fault === undefined ? null : faultAnswer(fault, call.format, site.origin);
    const answer = instead ?? answerCall(site, settings.token, call);
    if (fault?.kind === 'cut-off') cutOff(ctx, answer);
    else if (fault?.kind === 'html-prefix')
      give(ctx, { ...answer, body: phpWarning + answer.body });
    else give(ctx, answer, instead?.headers);
  };
  router.get('/webservice/rest/server.php', handle);
  router.post('/webservice/rest/server.php', handle);
  return { account: site.account, faults, messages: site.messages, calendar: site.calendar };
}

const phpWarning = '<br /><b>Warning</b>: something';

function siteOf(settings: WebServiceSettings): Site {
  return {
    campus: settings.campus,
    origin: settings.origin,
    account: {
      id: 900,
      username: 'ws_bridge',
      firstName: 'Video',
      lastName: 'Bridge',
      suspended: false,
      capabilities: new Set<string>([...readingCapabilities, ...writingCapabilities]),
      ...settings.account,
    },
    functions: settings.functions ?? webServiceFunctions.map(({ name }) => name),
    identityFields: new Set<string>(settings.identityFields ?? allIdentityFields),
    messages: createMessageStore(),
    calendar: createCalendarStore(),
    now: settings.now ?? Date.now,
    raw: false,
  };
}

/** The posted form; any other type of body is not looked at, as in PHP. A body that is too long counts as none. */
async function readForm(ctx: Context): Promise<string> {
  if (ctx.is('urlencoded') !== 'urlencoded') return '';
  try {
    return await getRawBody(ctx.req, { limit: maxBody, encoding: 'utf8' });
  } catch {
    return '';
  }
}

const restHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Cache-Control': 'private, must-revalidate, pre-check=0, post-check=0, max-age=0',
};

function give(ctx: Context, answer: Answer, headers: Record<string, string> = {}): void {
  ctx.status = answer.status;
  const isPage = answer.type.startsWith('text/html');
  ctx.set({ ...(isPage ? {} : restHeaders), ...headers, 'Content-Type': answer.type });
  ctx.body = answer.body;
}

/** Half an answer, then the connection breaks. */
function cutOff(ctx: Context, { status, type, body }: Answer): void {
  const bytes = Buffer.from(body);
  ctx.respond = false;
  const head = { ...restHeaders, 'Content-Type': type, 'Content-Length': bytes.length };
  ctx.res.writeHead(status, head);
  ctx.res.write(bytes.subarray(0, bytes.length / 2), () => ctx.res.destroy());
}
