import { kindOf, normaliseRealm } from './person.ts';
import { usualTrust, vouchable, vouchesForNothing, type Vouches, type VouchesOf } from './trust.ts';

/** An LTI platform: what it may vouch for, and what says whose platform it is. */
export interface TrustedPlatform {
  id: string;
  issuer: string;
  jwksUrl: string;
  vouches: Vouches;
}

/** A Moodle whose web services are configured, or that its plugin connected, and the issuer of its launches. */
export interface TrustedMoodle {
  wwwroot: string;
  issuer: string;
  vouches: Vouches;
}

/** What each source vouches for: directory and web services by their settings, platforms and portals as IT said. */
export interface DeclaredTrust {
  directory: Vouches;
  moodles: readonly TrustedMoodle[];
  platforms: readonly TrustedPlatform[];
  /** By the portal's id. */
  portals: ReadonlyMap<string, Vouches>;
}

/** What follows from what is declared. */
export const trustBy =
  (declared: DeclaredTrust): VouchesOf =>
  (from) => {
    const name = from.source.slice(kindOf(from.source).length + 1);
    switch (kindOf(from.source)) {
      case 'ldap':
        return declared.directory;
      case 'lti':
      case 'nrps':
        // The activity plugin of a Moodle launches as a platform does, and is declared as a portal.
        return declared.portals.get(name) ?? platformVouches(declared, name);
      case 'moodle':
        return webServiceVouches(declared, from.realm);
      case 'portal':
        return declared.portals.get(name) ?? vouchesForNothing;
      default:
        return usualTrust(from);
    }
  };

/** All that is declared as one text: another text is another trust. */
export function declarationOf({ directory, ...declared }: DeclaredTrust): string {
  const portals = [...declared.portals].sort(([a], [b]) => a.localeCompare(b));
  const platforms = declared.platforms.toSorted((a, b) => a.id.localeCompare(b.id));
  const moodles = declared.moodles.map(({ wwwroot, issuer, vouches }) => [
    wwwroot,
    issuer,
    vouches,
  ]);
  return JSON.stringify([directory, moodles, platforms, portals]);
}

/** A Moodle's launches and rosters share the trust of its web services, where its keys are at the Moodle itself. */
function platformVouches({ platforms, moodles }: DeclaredTrust, id: string): Vouches {
  const platform = platforms.find((one) => one.id === id);
  if (!platform) return vouchesForNothing;
  const own = moodles.filter((moodle) => isPlatformOf(platform, moodle));
  return union([platform, ...own].map(({ vouches }) => vouches));
}

function webServiceVouches({ platforms, moodles }: DeclaredTrust, realm: string): Vouches {
  const at = normaliseRealm(realm);
  const known = moodles.filter(({ wwwroot }) => normaliseRealm(wwwroot) === at);
  const own = platforms.filter((platform) =>
    isPlatformOf(platform, known[0] ?? { wwwroot: realm, issuer: realm }),
  );
  return union([...known, ...own].map(({ vouches }) => vouches));
}

/** Whoever names a Moodle as issuer but signs with keys from elsewhere is not that Moodle. */
function isPlatformOf(
  { issuer, jwksUrl }: TrustedPlatform,
  moodle: Pick<TrustedMoodle, 'wwwroot' | 'issuer'>,
): boolean {
  const own = [moodle.wwwroot, moodle.issuer].filter((address) => URL.canParse(address));
  if (!URL.canParse(jwksUrl)) return false;
  return (
    normaliseRealm(issuer) === normaliseRealm(moodle.issuer) &&
    own.some((address) => new URL(address).origin === new URL(jwksUrl).origin)
  );
}

const union = (all: readonly Vouches[]): Vouches =>
  vouchable.filter((key) => all.some((vouches) => vouches.includes(key)));
