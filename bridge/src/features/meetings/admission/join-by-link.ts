import type { z } from 'zod';
import { Failure } from '../../../kernel/failure.ts';
import { digest } from '../../../kernel/ids.ts';
import type { LinkState } from './admission.ts';
import type { lookAtLink } from './contract.ts';
import { nameOfGuest, type Entrant } from './guests.ts';
import {
  decisionFor,
  grantAdmission,
  plainAdmission,
  type From,
  type JoinDeps,
  type Opening,
} from './joining.ts';
import type { LinkRepository } from './link-repository.ts';
import { linkState, linkStateForHolder, type Link } from './link.ts';
import type { ParticipantReader } from './ports.ts';
import type { Series } from './series.ts';
import { startOf } from './view.ts';

interface JoinByLinkDeps extends JoinDeps {
  links: LinkRepository;
  participants: ParticipantReader;
}

type Look = z.infer<(typeof lookAtLink)['reply']>;

export type JoinByLink = ReturnType<typeof createJoinByLink>;

/** Admission by "link": a dead one says why. */
export function createJoinByLink(deps: JoinByLinkDeps) {
  const find = async (token: string): Promise<Found> => {
    const found = await deps.links.findByToken(digest(token));
    const series = found ? await deps.series.find(found.link.seriesId) : null;
    if (!found || !series || series.cancelledAt !== null) throw new Failure('link/unknown');
    const state = found.isRetired ? 'revoked' : linkState(found.link, deps.clock.now());
    return { series, link: found.link, state, isRetired: found.isRetired };
  };

  return {
    /** What it leads to; uses nothing up. @throws Failure link/… */
    look: async (token: string): Promise<Look> => {
      const { series, link, state } = await find(token);
      if (state !== 'live') throw new Failure(`link/${state}`);
      const meeting = await deps.access.current(series);
      const { ownerPersonId } = series;
      const owner = ownerPersonId === null ? null : await deps.participants.find(ownerPersonId);
      return {
        title: series.title,
        hostName: meeting?.hostName ?? owner?.displayName ?? '',
        state: meeting ? (meeting.state === 'scheduled' ? 'scheduled' : 'open') : 'none',
        startsAt: meeting && startOf(meeting),
        guestName: link.guestName,
        lobby: series.lobby,
      };
    },

    /** Counts one use, unless the same participant comes back. @throws Failure link/…, door/banned, meeting/not-open */
    byLink: async (
      { token, name }: { token: string; name?: string | undefined },
      { caller, address }: From,
    ): Promise<Opening> => {
      const found = await find(token);
      const { series, link } = found;
      const known = await deps.guests.entrant(series, caller);
      const isBack = known !== null && (await cameBy(deps, found, known));
      const state = isBack
        ? linkStateForHolder(link, link.rotations, deps.clock.now())
        : found.state;
      const presented = { door: 'link', link: state, role: link.role } as const;
      const decision = await decisionFor(deps, { series, known }, presented);
      if (decision.outcome === 'refused') throw new Failure(decision.code);
      const typed = link.guestName ?? nameOfGuest(caller, name);
      const isNeeded = state === 'live' && !isBack && (await gains(deps, found, known));
      return grantAdmission(
        deps,
        {
          series,
          known,
          name: typed,
          address,
          ...(isNeeded ? { useUp: () => use(deps, link) } : {}),
        },
        { ...plainAdmission, door: 'link', link_id: link.id, rotations: link.rotations },
      );
    },
  };
}

interface Found {
  series: Series;
  link: Link;
  state: Exclude<LinkState, 'former' | 'unknown'>;
  /** Found by a former address. */
  isRetired: boolean;
}

/** True when this participant has used this link, by the address that it has now, before. */
async function cameBy(
  { belonging }: JoinDeps,
  { series, link, isRetired }: Found,
  known: Entrant,
): Promise<boolean> {
  if (isRetired) return false;
  const passed = await belonging.admissionsOf(series.id, known.id);
  return passed.some((one) => one.link_id === link.id && one.rotations === link.rotations);
}

/** True when the link gives them what they do not have by themselves. */
async function gains(
  { policy }: JoinDeps,
  { series, link }: Found,
  known: Entrant | null,
): Promise<boolean> {
  const own = known && (await policy.own(series, known));
  return own === null || (own === 'member' && link.role === 'host');
}

/** Of several at the same moment no more pass than the link has uses left. */
async function use({ links, clock }: JoinByLinkDeps, link: Link): Promise<void> {
  if (await links.use(link.id, clock.now())) return;
  const now = await links.find(link.id);
  const state = now ? linkState(now, clock.now()) : 'unknown';
  throw new Failure(state === 'live' ? 'link/used-up' : `link/${state}`);
}
