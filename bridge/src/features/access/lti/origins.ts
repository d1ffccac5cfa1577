import type { Platform } from './launch.ts';

type Registered = Pick<Platform, 'issuer' | 'authUrl' | 'tokenUrl' | 'jwksUrl' | 'origins'>;

/** The origins that a platform's services may have: those of its registered addresses, and those that IT added. */
export const serviceOrigins = (platform: Registered): string[] => [
  ...new Set(
    [platform.issuer, platform.authUrl, platform.tokenUrl, platform.jwksUrl, ...platform.origins]
      .filter((address) => /^https?:/u.test(address) && URL.canParse(address))
      .map((address) => new URL(address).origin),
  ),
];

/**
 * An address as the platform may be asked there; null where it is not the platform's. Behind a proxy some
 * name their own host with the other scheme: the registered one counts.
 */
export function onPlatform(platform: Registered, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  const origins = serviceOrigins(platform).map((origin) => new URL(origin));
  if (origins.some(({ origin }) => origin === url.origin)) return url.href;
  const same = origins.find(({ host }) => host === url.host);
  if (!same) return null;
  url.protocol = same.protocol;
  return url.href;
}
