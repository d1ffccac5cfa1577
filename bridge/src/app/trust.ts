import { isStaff, rolesOf } from '../features/directory/courses/index.ts';
import { platformTrust, type TrustedPlatform } from '../features/access/lti/index.ts';
import {
  kindOf,
  normaliseRealm,
  usualTrust,
  vouchable,
  vouchesForNothing,
  type Vouches,
  type VouchesOf,
} from '../features/directory/people/index.ts';
import { portalTrust } from '../features/access/portal/index.ts';
import { holdersAmong } from '../features/directory/roles/index.ts';
import type { Database } from '../kernel/database.ts';
import type { Settings } from './config.ts';
import { moodleSites, type MoodleConfig, type MoodleSite } from './moodle-sites.ts';

type TrustSettings = Pick<Settings, 'LDAP_VOUCHES'> & MoodleConfig;

/** What each source vouches for: directory and web services by their settings, platforms and portals as IT said. */
export function declaredTrust(config: TrustSettings): (trx: Database) => Promise<VouchesOf> {
  return async (trx) => {
    const platforms = await platformTrust(trx);
    const portals = await portalTrust(trx);
    return (from) => {
      const name = from.source.slice(kindOf(from.source).length + 1);
      switch (kindOf(from.source)) {
        case 'ldap':
          return config.LDAP_VOUCHES;
        case 'lti':
        case 'nrps':
          return platformVouches(
            config,
            platforms.find(({ id }) => id === name),
          );
        case 'moodle':
          return webServiceVouches(config, platforms, from.realm);
        case 'portal':
          return portals.get(name) ?? vouchesForNothing;
        default:
          return usualTrust(from);
      }
    };
  };
}

/** All that is declared of what sources vouch for, as one text: another text is another trust. */
export async function trustDeclared(config: TrustSettings, db: Database): Promise<string> {
  const platforms = await platformTrust(db);
  const portals = [...(await portalTrust(db))].sort(([a], [b]) => a.localeCompare(b));
  platforms.sort((a, b) => a.id.localeCompare(b.id));
  const sites = moodleSites(config).map(({ wwwroot, issuer, vouches }) => [
    ...[wwwroot, issuer, vouches],
  ]);
  return JSON.stringify([config.LDAP_VOUCHES, sites, platforms, portals]);
}

/** A Moodle's launches and rosters share the trust of its web services, where its keys are at the Moodle itself. */
function platformVouches(config: TrustSettings, platform: TrustedPlatform | undefined): Vouches {
  if (!platform) return vouchesForNothing;
  const own = moodleSites(config).filter((site) => isPlatformOf(platform, site));
  return union([platform, ...own].map(({ vouches }) => vouches));
}

function webServiceVouches(
  config: TrustSettings,
  platforms: readonly TrustedPlatform[],
  realm: string,
): Vouches {
  const at = normaliseRealm(realm);
  const site = moodleSites(config).find(({ wwwroot }) => normaliseRealm(wwwroot) === at);
  const own = platforms.filter((platform) =>
    isPlatformOf(platform, site ?? { wwwroot: realm, issuer: realm }),
  );
  return union([...(site ? [site] : []), ...own].map(({ vouches }) => vouches));
}

/** Whoever names a Moodle as issuer but signs with keys from elsewhere is not that Moodle. */
function isPlatformOf(
  { issuer, jwksUrl }: TrustedPlatform,
  site: Pick<MoodleSite, 'wwwroot' | 'issuer'>,
): boolean {
  const own = [site.wwwroot, site.issuer].filter((address) => URL.canParse(address));
  if (!URL.canParse(jwksUrl)) return false;
  return (
    normaliseRealm(issuer) === normaliseRealm(site.issuer) &&
    own.some((address) => new URL(address).origin === new URL(jwksUrl).origin)
  );
}

const union = (all: readonly Vouches[]): Vouches =>
  vouchable.filter((key) => all.some((vouches) => vouches.includes(key)));

/** Those of these people who hold a grant or teach in a course. */
export async function powerfulAmong(
  trx: Database,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const roles = await rolesOf(trx, personIds);
  const teaching = [...roles].filter(([, held]) => held.some(isStaff)).map(([id]) => id);
  return new Set([...teaching, ...(await holdersAmong(trx, personIds))]);
}
