import type { JWTPayload } from 'jose';
import { activityByCmid, type Activity } from '../campus.ts';
import { isEditor, mayEnter } from './access.ts';
import type { Review } from './beyond-moodle.ts';
import type { BrowserSession, PendingLaunch } from './browser-session.ts';
import type { Message } from './message.ts';
import type { Platform } from './platform.ts';
import { deepLinkingClaims, resourceLinkClaims } from './resource-link.ts';
import { reviewClaims } from './submission-review.ts';
import type { Tool } from './tools.ts';

/** How auth.php answers: a form to the tool, Moodle's error page, or a redirect within the portal. */
export type AuthAnswer =
  | { kind: 'form'; action: string; fields: Record<string, string> }
  | { kind: 'error' }
  | { kind: 'redirect'; to: string };

export interface AuthRequest {
  session: BrowserSession | null;
  /** Moodle's language code of the page. */
  lang: string;
  params: URLSearchParams;
}

interface Refusal {
  error: string;
  error_description?: string;
}

const required = ['scope', 'response_type', 'client_id', 'redirect_uri', 'login_hint', 'nonce'];

/** What must be there before the launch is looked up. */
function isWellFormed(params: URLSearchParams, launchId: string | undefined): boolean {
  const complete = required.every((name) => params.get(name));
  const asked = params.get('scope') === 'openid' && params.get('response_type') === 'id_token';
  return complete && asked && launchId !== undefined;
}

/** The checks once the tool is known. */
function secondRefusal(tool: Tool, { session, params }: AuthRequest): Refusal | null {
  if (params.get('client_id') !== tool.clientId) return { error: 'unauthorized_client' };
  if (params.get('login_hint') !== String(session?.person.id)) return { error: 'access_denied' };
  if (params.get('response_mode') !== 'form_post') {
    return { error: 'invalid_request', error_description: 'Invalid response_mode' };
  }
  const prompt = params.get('prompt');
  return prompt && prompt !== 'none'
    ? { error: 'invalid_request', error_description: 'Invalid prompt' }
    : null;
}

function launchIdIn(params: URLSearchParams): string | undefined {
  try {
    const hint = JSON.parse(params.get('lti_message_hint') ?? '') as { launchid?: unknown } | null;
    return typeof hint?.launchid === 'string' ? hint.launchid : undefined;
  } catch {
    return undefined;
  }
}

/** The launch that was initiated, taken out for good: a launch id is good once, whatever comes of it. */
function take(platform: Platform, { session, params }: AuthRequest): Found | null {
  const launchId = launchIdIn(params);
  const pending = session?.launches.get(launchId ?? '');
  session?.launches.delete(launchId ?? '');
  const tool = pending && platform.tools.get(pending.toolId);
  return session && tool && isWellFormed(params, launchId) ? { session, pending, tool } : null;
}

/**
 * OpenID Connect's authentication request of a tool, checked and answered as Moodle 5.1 does. Where no launch is found
 * no redirect_uri can be trusted, and the error stays with the browser.
 */
export async function authenticate(platform: Platform, request: AuthRequest): Promise<AuthAnswer> {
  const { params } = request;
  const found = take(platform, request);
  const redirectUri = params.get('redirect_uri') ?? '';
  if (!found?.tool.redirectUris.includes(redirectUri)) return { kind: 'error' };
  const refusal = secondRefusal(found.tool, request);
  const answer = refusal
    ? { fields: { ...refusal } }
    : await launchFields(platform, request, found);
  if ('redirect' in answer) return { kind: 'redirect', to: answer.redirect };
  const state = params.get('state');
  const fields = { ...answer.fields, ...(state !== null && { state }) };
  return { kind: 'form', action: redirectUri, fields };
}

interface Found {
  session: BrowserSession;
  pending: PendingLaunch;
  tool: Tool;
}

async function launchFields(
  platform: Platform,
  { params, lang }: AuthRequest,
  { session, pending, tool }: Found,
): Promise<{ fields: Record<string, string> } | { redirect: string }> {
  const { campus } = platform;
  const { person, sesskey } = session;
  const course = campus.courses.get(pending.courseId);
  const activity = pending.cmid === null ? null : activityByCmid(campus, pending.cmid)?.activity;
  if (!course || activity === undefined) return { redirect: '/my/' };
  const allowed = activity
    ? mayEnter(campus, person, { course, now: platform.now() })
    : isEditor(campus, person, course);
  if (!allowed) return { redirect: `/enrol/index.php?id=${course.id}` };
  const nonce = params.get('nonce') ?? '';
  const message = { person, course, tool, sesskey, lang };
  const payload = activity
    ? linkClaims(platform, { ...message, activity, review: pending.review }, nonce)
    : deepLinkingClaims(platform, { ...message, activity }, nonce);
  return { fields: { id_token: await platform.key.sign(payload) } };
}

const linkClaims = (
  platform: Platform,
  { review, ...message }: Message & { activity: Activity; review: Review | undefined },
  nonce: string,
): JWTPayload =>
  review
    ? reviewClaims(platform, { ...message, review }, nonce)
    : resourceLinkClaims(platform, message, nonce);
