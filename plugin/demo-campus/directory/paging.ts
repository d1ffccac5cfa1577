import { randomBytes } from 'node:crypto';
import type { Entry } from './entry.ts';

/** OID of the paged results control (RFC 2696). */
export const pagedResultsOid = '1.2.840.113556.1.4.319';

/** The rest of a search that is handed out page by page; a cookie works once, on the connection that it came from. */
export interface Paging {
  /** Keeps what is left and answers its cookie; an empty one when nothing is left. */
  keep: (rest: Entry[]) => Buffer;
  /** What was kept for this cookie; undefined for one that was not given out or was used. */
  take: (cookie: Buffer) => Entry[] | undefined;
}

/** Searches that one connection may have open at once; the oldest is forgotten. */
const maxOpen = 10;

/** The pages of one connection. */
export function createPaging(): Paging {
  const open = new Map<string, Entry[]>();
  return {
    keep(rest) {
      if (rest.length === 0) return Buffer.alloc(0);
      const oldest = open.keys().next();
      if (open.size >= maxOpen && oldest.done !== true) open.delete(oldest.value);
      const cookie = randomBytes(16);
      open.set(cookie.toString('hex'), rest);
      return cookie;
    },
    take(cookie) {
      const key = cookie.toString('hex');
      const rest = open.get(key);
      open.delete(key);
      return rest;
    },
  };
}
