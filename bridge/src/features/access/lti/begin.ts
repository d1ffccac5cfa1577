import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newId, newSecret } from '../../../kernel/ids.ts';
import type { Platform, ToolAddresses } from './ports.ts';
import { loginLifeMs, type Login } from './login.ts';
import { findPlatform, platformOf, requireActive } from './platforms.ts';
import type { LaunchRepository } from './repository.ts';

const field = z.string().min(1);

/** What a platform says when someone opens a link of ours (OpenID third-party initiated login). */
const initiation = z.object({
  iss: field.max(191),
  login_hint: field.max(2000),
  target_link_uri: z.url({ protocol: /^https?$/u }).max(4000),
  lti_message_hint: z.string().max(8000).optional(),
  client_id: field.max(191).optional(),
  lti_storage_target: z
    .string()
    .regex(/^[\w.-]{1,100}$/u)
    .optional(),
});

/** A login that has begun: where to go, and what the browser must keep meanwhile. */
export interface Begun {
  platform: Platform;
  login: Login;
  /** The secret that binds the launch to this browser. */
  binding: string;
  /** The platform's authentication endpoint with our request. */
  next: string;
}

export interface BeginPorts {
  repository: LaunchRepository;
  clock: Clock;
  tool: ToolAddresses;
}

/**
 * Begins a login. Fails with lti/login-invalid (fields missing or not ours), lti/platform-unknown,
 * -pending or -suspended.
 */
export async function beginLogin(
  fields: Record<string, string>,
  ports: BeginPorts,
  /** Told whose login it is before anything else can fail. */
  found: (platform: Platform) => void = () => undefined,
): Promise<Begun> {
  const parsed = initiation.safeParse(fields);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.'));
    throw new Failure('lti/login-invalid', { detail: `Missing or wrong: ${names.join(', ')}.` });
  }
  const asked = parsed.data;
  const platform = await findPlatform(ports.repository, {
    issuer: asked.iss,
    clientId: asked.client_id,
  });
  found(platform);
  requireActive(platform);
  if (!isOurs(asked.target_link_uri, ports.tool)) {
    throw new Failure('lti/login-invalid', {
      detail: 'target_link_uri is not an address of ours.',
    });
  }
  return start(ports, platform, {
    targetLinkUri: asked.target_link_uri,
    loginHint: asked.login_hint,
    messageHint: asked.lti_message_hint ?? null,
    storageTarget: asked.lti_storage_target ?? null,
  });
}

/**
 * Starts over with what an earlier login was begun with: for a tab of its own, where a cookie holds.
 * The earlier login is used up. Fails with lti/state-unknown, -used or -expired, lti/platform-unknown.
 */
export async function beginAgain(state: string, ports: BeginPorts): Promise<Begun> {
  const earlier = await openLogin(state, ports);
  await useLogin(earlier, ports);
  const platform = await platformOf(ports.repository, earlier.platformId);
  const { targetLinkUri, loginHint, messageHint } = earlier;
  return start(ports, platform, { targetLinkUri, loginHint, messageHint, storageTarget: null });
}

/** The login that a state belongs to, still usable. Fails with lti/state-unknown, -used or -expired. */
export async function openLogin(
  state: string | undefined,
  ports: Pick<BeginPorts, 'repository' | 'clock'>,
): Promise<Login> {
  const login = await loginOf(state, ports);
  requireUsable(login, ports);
  return login;
}

/** The login that a state belongs to, usable or not. Fails with lti/state-unknown. */
export async function loginOf(
  state: string | undefined,
  { repository }: Pick<BeginPorts, 'repository'>,
): Promise<Login> {
  const login = state === undefined ? null : await repository.loginByState(digest(state));
  if (!login) throw new Failure('lti/state-unknown');
  return login;
}

/** Fails with lti/state-used or -expired. */
export function requireUsable(login: Login, { clock }: Pick<BeginPorts, 'clock'>): void {
  if (login.usedAt !== null) throw new Failure('lti/state-used');
  if (login.expiresAt <= clock.now()) throw new Failure('lti/state-expired');
}

/** Uses a login up, once for all of several requests at a time. Fails with lti/state-used. */
export async function useLogin(
  login: Login,
  { repository, clock }: Pick<BeginPorts, 'repository' | 'clock'>,
): Promise<void> {
  const won = await repository.use('lti_logins', login.stateDigest, clock.now());
  if (!won) throw new Failure('lti/state-used');
}

/** Whether an address is one of ours, by its origin. */
export const isOurs = (address: string, tool: ToolAddresses): boolean =>
  URL.canParse(address) && new URL(address).origin === new URL(tool.launchUrl).origin;

type Wish = Pick<Login, 'targetLinkUri' | 'loginHint' | 'messageHint' | 'storageTarget'>;

async function start(
  { repository, clock, tool }: BeginPorts,
  platform: Platform,
  wish: Wish,
): Promise<Begun> {
  const state = newSecret();
  const nonce = newSecret();
  const binding = newSecret();
  const now = clock.now();
  const login: Login = {
    ...wish,
    id: newId(),
    stateDigest: digest(state),
    nonceDigest: digest(nonce),
    bindingDigest: digest(binding),
    platformId: platform.id,
    createdAt: now,
    expiresAt: now + loginLifeMs,
    usedAt: null,
  };
  await repository.addLogin(login);
  return {
    platform,
    login,
    binding,
    next: authenticationRequest(platform, { wish, tool, state, nonce }),
  };
}

/** Security Framework 5.1.1.2: the request is always for an id_token by form post, without a prompt. */
function authenticationRequest(
  platform: Platform,
  { wish, tool, state, nonce }: { wish: Wish; tool: ToolAddresses; state: string; nonce: string },
): string {
  const url = new URL(platform.authUrl);
  const fields = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: platform.clientId,
    redirect_uri: tool.launchUrl,
    login_hint: wish.loginHint,
    ...(wish.messageHint === null ? {} : { lti_message_hint: wish.messageHint }),
    state,
    nonce,
  };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.href;
}
