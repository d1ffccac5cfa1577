import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newSecret } from '../../../kernel/ids.ts';
import type { LtiProtocol, NewPlatform, Platform, ToolAddresses } from './ports.ts';
import { addPlatform, type AddingPorts } from './platforms.ts';
import type { Registered } from './platform-repository.ts';

/** Decides who may register a platform besides those with a code of ours. */
export interface RegistrationPorts extends AddingPorts {
  clock: Clock;
  protocol: LtiProtocol;
  tool: ToolAddresses;
  /** Whether anyone may register a platform: for demos; otherwise one-time codes are handed out. */
  openToAnyone: boolean;
}

const asked = z.object({
  openid_configuration: z.string().min(1).max(2000),
  registration_token: z.string().max(10_000).optional(),
});

/** Makes a one-time registration code. It works until `lifeMs` is over, and again after a failed try. */
export async function openRegistration(
  lifeMs: number,
  { repository, clock }: Pick<RegistrationPorts, 'repository' | 'clock'>,
  madeBy: string | null = null,
): Promise<string> {
  const code = newSecret();
  await repository.addRegistrationCode(digest(code), clock.now() + lifeMs, madeBy);
  return code;
}

/**
 * Registers the platform whose administrator was sent here; it launches nobody before a system admin has
 * approved it. Fails with lti/registration-closed, lti/registration-failed, lti/platform-unavailable,
 * lti/address-refused or lti/login-invalid (fields missing).
 */
export async function registerDynamically(
  code: string | undefined,
  fields: Record<string, string>,
  ports: RegistrationPorts,
): Promise<Platform> {
  const { repository, clock, openToAnyone } = ports;
  if (code === undefined) {
    if (!openToAnyone) throw new Failure('lti/registration-closed');
    return register(fields, ports, { how: 'open', by: null, at: clock.now() });
  }
  const won = await repository.use('lti_registration_codes', digest(code), clock.now());
  if (!won) throw new Failure('lti/registration-closed');
  try {
    const by = await repository.madeBy(digest(code));
    return await register(fields, ports, { how: 'link', by, at: clock.now() });
  } catch (error) {
    await repository.release('lti_registration_codes', digest(code));
    throw error;
  }
}

async function register(
  fields: Record<string, string>,
  ports: RegistrationPorts,
  registered: Registered,
): Promise<Platform> {
  const { repository, protocol, tool } = ports;
  const parsed = asked.safeParse(fields);
  if (!parsed.success) throw new Failure('lti/login-invalid', { detail: 'openid_configuration' });
  const platform = await protocol.register({
    openidConfiguration: parsed.data.openid_configuration,
    registrationToken: parsed.data.registration_token ?? null,
    tool,
  });
  const known = await repository.platformsByIssuer(platform.issuer);
  const same = known.find(({ clientId }) => clientId === platform.clientId);
  if (same && isAlike(same, platform)) return same;
  // Whoever speaks for one path of a site must not take over what was registered for another.
  if (same) {
    throw new Failure('lti/registration-failed', {
      detail: 'This platform is registered already under the same client id; remove it here first.',
    });
  }
  return addPlatform(ports, { ...platform, status: 'pending' }, registered);
}

/** Whether nothing would become otherwise by registering once more. */
const isAlike = (one: Platform, two: NewPlatform): boolean =>
  one.authUrl === two.authUrl && one.tokenUrl === two.tokenUrl && one.jwksUrl === two.jwksUrl;
