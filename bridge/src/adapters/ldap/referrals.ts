import { dnKey } from './names.ts';
import type { FilledSettings } from './dialects.ts';

/** Where a search goes on at another server. */
export interface Continuation {
  /** An address out of the settings, never the one that the server sent. */
  url: string;
  base: string;
}

export interface Referred {
  follow: Continuation[];
  /** Addresses that the settings do not name: what is there is not read. */
  unread: string[];
}

/**
 * What becomes of a search's references (RFC 4511, 4.5.3). A reference may list several servers for one part
 * of the tree: one that the settings name is enough. The account goes only there, by the settings' own address.
 */
export function readReferences(
  settings: FilledSettings,
  base: string,
  uris: readonly string[],
): Referred {
  const parts = new Map<string, { base: string; uris: string[] }>();
  for (const uri of uris) {
    const dn = dnOf(uri) ?? base;
    if (settings.speaks.bookkeeping?.test(dnKey(dn))) continue;
    const part = parts.get(dnKey(dn)) ?? { base: dn, uris: [] };
    parts.set(dnKey(dn), { ...part, uris: [...part.uris, uri] });
  }
  const referred: Referred = { follow: [], unread: [] };
  for (const part of parts.values()) {
    const hosts = part.uris.map(hostOf);
    const url = settings.referrals?.find((own) => hosts.includes(hostOf(own)));
    if (url === undefined) referred.unread.push(...part.uris);
    else referred.follow.push({ url, base: part.base });
  }
  return referred;
}

function parsed(uri: string): URL | null {
  return URL.canParse(uri) ? new URL(uri) : null;
}

const hostOf = (uri: string): string => parsed(uri)?.hostname.toLowerCase() ?? '';

/** The name in `ldap://host/dn?…` (RFC 4516); null where there is none or it cannot be read. */
function dnOf(uri: string): string | null {
  const path = parsed(uri)?.pathname.slice(1) ?? '';
  try {
    return path === '' ? null : decodeURIComponent(path);
  } catch {
    return null;
  }
}
