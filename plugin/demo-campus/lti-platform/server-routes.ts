import type Router from '@koa/router';
import type { Context } from 'koa';
import { queryOf, readForm, readText } from '../portal/request.ts';
import { contextGroups } from './beyond-moodle.ts';
import { errorDocument } from './forms.ts';
import { lineItem, lineItems } from './line-items.ts';
import { memberships } from './nrps.ts';
import { openIdConfiguration } from './openid-configuration.ts';
import type { Platform } from './platform.ts';
import { register, RegistrationRefusal } from './registration.ts';
import { results, scorePosts } from './scores.ts';
import { answerService, type ServiceCall } from './service-call.ts';
import { grantToken } from './token.ts';
import { KeysUnavailable } from './tool-keys.ts';

const resources = [memberships, contextGroups, lineItems, lineItem, scorePosts, results];
const htmlType = 'text/html; charset=utf-8';

function sendJson(ctx: Context, value: unknown): void {
  ctx.type = 'application/json; charset=utf-8';
  ctx.body = JSON.stringify(value);
}

async function token(platform: Platform, ctx: Context): Promise<void> {
  ctx.type = htmlType;
  try {
    const { status, body } = await grantToken(platform, await readForm(ctx));
    ctx.status = status;
    ctx.body = body;
  } catch (error) {
    if (!(error instanceof KeysUnavailable)) throw error;
    ctx.status = 404;
    ctx.body = errorDocument(platform.campus.university.shortName, error.message);
  }
}

async function registration(platform: Platform, ctx: Context): Promise<void> {
  try {
    sendJson(ctx, await register(platform, ctx.get('Authorization'), await readText(ctx)));
  } catch (error) {
    if (!(error instanceof RegistrationRefusal)) throw error;
    const { status, message } = error;
    ctx.status = status;
    ctx.type = htmlType;
    ctx.body =
      status === 404 ? errorDocument(platform.campus.university.shortName, message) : message;
  }
}

async function services(platform: Platform, ctx: Context): Promise<void> {
  const call: ServiceCall = {
    method: ctx.method,
    path: ctx.path.replace('/mod/lti/services.php', ''),
    url: ctx.url,
    query: queryOf(ctx),
    accept: ctx.get('Accept'),
    contentType: (ctx.get('Content-Type').split(';')[0] ?? '').trim(),
    authorization: ctx.get('Authorization'),
    body: ctx.method === 'GET' ? '' : await readText(ctx),
  };
  const answer = answerService(platform, resources, call);
  ctx.status = answer.status;
  ctx.set(answer.headers ?? {});
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  // As bytes: Node writes headers in the encoding of a text that follows, and the Link header holds raw bytes.
  ctx.body = Buffer.from(text, 'utf8');
  ctx.set('Content-Type', answer.type);
}

/** The addresses that tools' servers call: configuration, keys, registration, tokens and services. */
export function mountServerRoutes(router: Router, platform: Platform): void {
  router.get('/mod/lti/openid-configuration.php', (ctx) =>
    sendJson(ctx, openIdConfiguration(platform)),
  );
  router.get('/mod/lti/certs.php', (ctx) => sendJson(ctx, platform.key.jwks));
  router.post('/mod/lti/openid-registration.php', (ctx) => registration(platform, ctx));
  router.post('/mod/lti/token.php', (ctx) => token(platform, ctx));
  router.all(/^\/mod\/lti\/services\.php\/.*/, (ctx) => services(platform, ctx));
}
