import type { LinkState } from './admission.ts';
import type { Link as LinkView } from './contract.ts';

/** An invitation link. Of its address only a digest is kept. */
export interface Link {
  id: string;
  seriesId: string;
  /** Set for a personal link: the guest has this name. */
  guestName: string | null;
  role: 'host' | 'member';
  expiresAt: number | null;
  /** How often it may be used; null: any number. */
  uses: number | null;
  used: number;
  /** How often its address was replaced. */
  rotations: number;
  /** Given to an LMS for one of its guests, and made by no host. */
  fromLms: boolean;
  createdAt: number;
  revokedAt: number | null;
}

type UsableLink = Pick<Link, 'revokedAt' | 'expiresAt' | 'uses' | 'used' | 'fromLms'>;

/** What a link is to somebody who has not used it yet. */
export function linkState(link: UsableLink, now: number): Exclude<LinkState, 'former' | 'unknown'> {
  // No host has to do with an LMS's link: its LMS took it back.
  if (link.revokedAt !== null) return link.fromLms ? 'guests-ended' : 'revoked';
  if (link.expiresAt !== null && link.expiresAt <= now) return 'expired';
  return link.uses !== null && link.used >= link.uses ? 'used-up' : 'live';
}

/** What a link is to somebody who came by it, by the address that it had after `rotations` replacements. */
export function linkStateForHolder(link: Link, rotations: number, now: number): LinkState {
  // Their own use is counted already.
  const state = linkState({ ...link, uses: null }, now);
  return link.revokedAt === null && rotations !== link.rotations ? 'former' : state;
}

/** The link as hosts see it; `url` only when it was just made. */
export const viewOfLink = (link: Link, now: number, url: string | null = null): LinkView => ({
  id: link.id,
  url,
  createdAt: link.createdAt,
  expiresAt: link.expiresAt,
  uses: link.uses,
  used: link.used,
  guestName: link.guestName,
  role: link.role,
  state: shownState(link, now),
});

/** Of an LMS's links hosts see none. */
function shownState(link: Link, now: number): LinkView['state'] {
  const state = linkState(link, now);
  return state === 'guests-ended' ? 'revoked' : state;
}
