import type { Registry } from '../../../app/registry.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { failed, notConfigured, ok, warning, type Check, type CheckResult } from '../result.ts';
import { withoutDatabase } from '../context.ts';

interface Platform {
  id: string;
  name: string;
  status: string;
  jwksUrl: string;
}

/** What is known of platforms, and how they are asked. */
export interface KnownPlatforms {
  platforms: () => Promise<Platform[]>;
  /** Where the roster of some course of a platform is; null where none was opened yet. */
  someRosterAddress: Registry['syncService']['someRosterAddress'];
  nrpsMembers: Registry['ltiLaunches']['nrpsMembers'];
}

export interface LtiDeps {
  /** Null where the database, which knows them, is not usable. */
  known: () => Promise<KnownPlatforms | null>;
  /** How many keys a set has. @throws Failure lti/… */
  keyCount: (jwksUrl: string) => Promise<number>;
}

/** Each LTI platform: its keys, and whether it takes ours. */
export const ltiCheck = (deps: LtiDeps): Check => ({
  name: 'lti',
  run: async () => {
    const known = await deps.known();
    if (!known) return withoutDatabase('lti');
    const platforms = await known.platforms();
    if (platforms.length === 0)
      return notConfigured('lti', 'npm run campus -- platforms open-registration');
    return Promise.all(platforms.map((platform) => lookAt({ ...known, ...deps }, platform)));
  },
});

async function lookAt(
  deps: KnownPlatforms & Pick<LtiDeps, 'keyCount'>,
  { id, name, status, jwksUrl }: Platform,
): Promise<CheckResult> {
  if (status === 'pending') {
    const mend = `npm run campus -- platforms approve ${id}, or Admin → Platforms`;
    return warning('lti/pending', `“${name}” waits to be approved.`, mend);
  }
  if (status !== 'active') return ok('lti/suspended', `“${name}” is suspended.`);
  try {
    const keys = await deps.keyCount(jwksUrl);
    if (keys === 0) {
      const mend = 'It signs launches with a key that nobody can look up: mend it there.';
      return failed('lti/no-keys', `“${name}” shows no key that signs (RS256).`, mend);
    }
    const roster = await deps.someRosterAddress(id);
    if (roster === null) {
      return ok(
        'lti/ok',
        `“${name}” shows its keys; whether it takes ours is seen once a course was opened.`,
      );
    }
    await deps.nrpsMembers(id, roster);
    return ok('lti/ok', `“${name}” shows its keys, takes ours, and answers a roster.`);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return failed(error.code, `“${name}”: ${error.message}`, adviceOf(error.code));
  }
}

const adviceOf = (code: string): string =>
  code === 'lti/address-refused'
    ? 'Its services are inside the campus: list the host in PRIVATE_SERVICE_HOSTS.'
    : 'Is it up, and does it reach our keys at /lti/jwks.json? For Moodle: npm run campus -- moodle';
