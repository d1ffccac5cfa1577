import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { digest, newSecret } from '../../kernel/ids.ts';
import type { LtiProtocol, Platform, ToolAddresses } from './ports.ts';
import type { LaunchRepository } from './repository.ts';

/** Decides who may register a platform besides those with a code of ours. */
export interface RegistrationPorts {
  repository: LaunchRepository;
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
): Promise<string> {
  const code = newSecret();
  await repository.addRegistrationCode(digest(code), clock.now() + lifeMs);
  return code;
}

/**
 * Registers the platform whose administrator was sent here. Fails with lti/registration-closed,
 * lti/registration-failed, lti/platform-unavailable or lti/login-invalid (fields missing).
 */
export async function registerDynamically(
  code: string | undefined,
  fields: Record<string, string>,
  ports: RegistrationPorts,
): Promise<Platform> {
  const { repository, clock, openToAnyone } = ports;
  if (code === undefined) {
    if (!openToAnyone) throw new Failure('lti/registration-closed');
    return register(fields, ports);
  }
  const won = await repository.use('lti_registration_codes', digest(code), clock.now());
  if (!won) throw new Failure('lti/registration-closed');
  try {
    return await register(fields, ports);
  } catch (error) {
    await repository.release('lti_registration_codes', digest(code));
    throw error;
  }
}

async function register(
  fields: Record<string, string>,
  { repository, clock, protocol, tool }: RegistrationPorts,
): Promise<Platform> {
  const parsed = asked.safeParse(fields);
  if (!parsed.success) throw new Failure('lti/login-invalid', { detail: 'openid_configuration' });
  const platform = await protocol.register({
    openidConfiguration: parsed.data.openid_configuration,
    registrationToken: parsed.data.registration_token ?? null,
    tool,
  });
  return repository.savePlatform(platform, clock.now());
}
