import { randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { toolByClientId, type Platform } from './platform.ts';
import { BadToolToken } from './tool-keys.ts';
import type { Tool } from './tools.ts';
import { scopes as allScopes } from './vocabulary.ts';

/** What token.php answers: always with `Content-Type: text/html`, and not always valid JSON. */
export interface TokenAnswer {
  status: number;
  body: string;
}

const lifetime = 3600;
const refusal = (error: string): TokenAnswer => ({
  status: 400,
  body: `{\n  "error" : "${error}"\n}`,
});

/**
 * The client-credentials grant with a signed assertion (RFC 7523), as Moodle 5.1 grants it: `aud`, `iss` and the reuse
 * of `jti` are not checked. Throws KeysUnavailable when the tool's keys cannot be had.
 */
export async function grantToken(platform: Platform, form: URLSearchParams): Promise<TokenAnswer> {
  const complete = ['client_assertion', 'client_assertion_type', 'grant_type', 'scope'];
  const assertion = form.get('client_assertion') ?? '';
  const subject = subjectOf(assertion);
  if (!complete.every((name) => form.get(name)) || subject === null)
    return refusal('invalid_request');
  const tool = toolByClientId(platform, subject);
  if (tool?.state !== 'active') return refusal('invalid_client');
  if (form.get('grant_type') !== 'client_credentials') return refusal('unsupported_grant_type');
  try {
    await platform.toolKeys.verify(tool, assertion);
  } catch (error) {
    // The words go in unescaped, as in Moodle: those with quotes make invalid JSON.
    if (error instanceof BadToolToken) return refusal(error.message);
    throw error;
  }
  return issue(platform, tool, form.get('scope') ?? '');
}

function subjectOf(assertion: string): string | null {
  try {
    return decodeJwt(assertion).sub ?? null;
  } catch {
    return null;
  }
}

function issue(platform: Platform, tool: Tool, wanted: string): TokenAnswer {
  const known = [...tool.scopes, allScopes.groups];
  const scopes = wanted.split(' ').filter((scope) => known.includes(scope));
  if (scopes.length === 0) return refusal('invalid_scope');
  const token = randomBytes(16).toString('hex');
  const expiresAt = platform.now() + lifetime * 1000;
  platform.tokens.set(token, { toolId: tool.id, scopes, expiresAt });
  const fields = [
    `"access_token" : "${token}"`,
    '"token_type" : "Bearer"',
    `"expires_in" : ${lifetime}`,
    `"scope" : "${scopes.join(' ')}"`,
  ];
  return { status: 200, body: `{\n  ${fields.join(',\n  ')}\n}` };
}
