import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import { platformStatuses, type Platform } from './launch.ts';
import type { Registered } from './platform-repository.ts';
import type { NewPlatform, PlatformAudit } from './ports.ts';
import type { LaunchRepository } from './repository.ts';

const url = z.url({ protocol: /^https?$/u }).max(1000);

/** An origin as IT types it; a path is a mistake that would promise more than it keeps. */
const webOrigin = url.refine(
  (address) => new URL(address).origin === address,
  'must be an origin, like https://lms.uni.edu',
);

/** What an administrator copies over from a platform by hand (all of it is on Moodle's *Tool configuration details*). */
export const platformDetails = z.strictObject({
  issuer: z.string().min(1).max(191),
  clientId: z.string().min(1).max(191),
  deploymentIds: z.array(z.string().min(1).max(191)).min(1),
  authUrl: url,
  tokenUrl: url,
  jwksUrl: url,
  productFamily: z.string().max(100).optional(),
  name: z.string().min(1).max(255),
  status: z.enum(platformStatuses).default('active'),
  audience: z.string().min(1).max(1000).nullable().default(null),
  origins: z.array(webOrigin).max(20).default([]),
});
export type PlatformDetails = z.input<typeof platformDetails>;

interface Ports extends AddingPorts {
  clock: Clock;
}

/** What a platform is added with. */
export interface AddingPorts {
  database: Database;
  repository: LaunchRepository;
  audit: PlatformAudit;
}

/** Keeps a platform, and in the audit log who registered it and how; nobody for the command line and demos. */
export const addPlatform = (
  { database, repository, audit }: AddingPorts,
  platform: NewPlatform,
  registered: Registered,
): Promise<Platform> =>
  inTransaction(database, async (trx) => {
    const saved = await repository.savePlatform(platform, registered, trx);
    const { id, name, issuer, clientId, status } = saved;
    await audit.record(trx, {
      actorId: registered.by,
      action: 'platform.register',
      scopeDepartmentId: null,
      subject: { kind: 'platform', id, name },
      before: null,
      after: { issuer, clientId, status, how: registered.how },
    });
    return saved;
  });

/**
 * Registers a platform by hand, or changes the one with the same issuer and client id. Fails with
 * request/invalid that names each flaw.
 */
export async function registerPlatform(details: PlatformDetails, ports: Ports): Promise<Platform> {
  const parsed = platformDetails.safeParse(details);
  if (!parsed.success) {
    const flaws = parsed.error.issues.map(({ path, message }) => ({
      field: path.join('.'),
      message,
    }));
    throw new Failure('request/invalid', {
      detail: 'The platform’s details are not as they should be.',
      flaws,
    });
  }
  const { productFamily, ...rest } = parsed.data;
  const family = productFamily ?? (rest.authUrl.endsWith('/mod/lti/auth.php') ? 'moodle' : '');
  const platform = { ...rest, productFamily: family.toLowerCase() };
  const at = ports.clock.now();
  return addPlatform(ports, platform, { how: 'command', by: null, at });
}

/**
 * The platform of an issuer, whatever its status. Without a client id the issuer must have a single one
 * that is let in, or a single one at all (LTI 1.3 Security Framework 5.1.1.1). Fails with lti/platform-unknown.
 */
export async function findPlatform(
  repository: LaunchRepository,
  { issuer, clientId }: { issuer: string; clientId: string | undefined },
): Promise<Platform> {
  const known = await repository.platformsByIssuer(issuer);
  const fitting =
    clientId === undefined ? known : known.filter((platform) => platform.clientId === clientId);
  const active = fitting.filter(isActive);
  const [platform, second] = active.length > 0 ? active : fitting;
  if (!platform || second) throw new Failure('lti/platform-unknown');
  return platform;
}

/** The platform with this id, let in. Fails with lti/platform-unknown, -pending or -suspended. */
export async function platformOf(repository: LaunchRepository, id: string): Promise<Platform> {
  const platform = await repository.platformById(id);
  if (!platform) throw new Failure('lti/platform-unknown');
  requireActive(platform);
  return platform;
}

/** Fails with lti/platform-pending or lti/platform-suspended. */
export function requireActive(platform: Platform): void {
  if (platform.status === 'pending') throw new Failure('lti/platform-pending');
  if (!isActive(platform)) throw new Failure('lti/platform-suspended');
}

/** Whether a platform may launch us and be asked. */
export const isActive = ({ status }: Platform): boolean => status === 'active';

/** The origins that a platform's pages can have: those that may frame us and be posted to. */
export const originsOf = (platform: Platform): string[] => [
  ...new Set(
    [platform.issuer, platform.authUrl]
      .filter((address) => /^https?:/u.test(address) && URL.canParse(address))
      .map((address) => new URL(address).origin),
  ),
];

/**
 * Where the platform's own page starts this launch anew in a whole tab; Moodle can, by the course
 * module's id, and must, for its login is good for one launch.
 */
export const launchPageOf = (platform: Platform, moduleId: string | null): string | null =>
  moodlePage(platform, moduleId === null ? null : `launch.php?id=${moduleId}&triggerview=0`);

/** The platform's page of the activity, with our frame in it; known of Moodle. */
export const activityPageOf = (platform: Platform, moduleId: string | null): string | null =>
  moodlePage(platform, moduleId === null ? null : `view.php?id=${moduleId}`);

function moodlePage({ productFamily, issuer }: Platform, page: string | null): string | null {
  if (productFamily !== 'moodle' || page === null) return null;
  return `${issuer.replace(/\/$/u, '')}/mod/lti/${page}`;
}
