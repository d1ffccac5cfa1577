import type { FailureCode } from '../../../kernel/codes.ts';
import type { AdmissionScope } from './contract.ts';

/**
 * What somebody who wants to come in presents, by admission method.
 * - `member`: nothing; one belongs to the meeting or not.
 * - `call`: a call that was answered, by a host or by somebody else.
 * - `number`: the guest password. `former`: it was right when somebody was admitted, and was changed since.
 * - `link`: an invitation link. `former`: its address was replaced since it was used.
 */
export type Presented =
  | { door: 'member' }
  | { door: 'call'; by: 'host' | 'member' }
  | { door: 'number'; password: 'right' | 'wrong' | 'former' }
  | { door: 'link'; link: LinkState; role: 'host' | 'member' };

export type LinkState =
  | 'live'
  | 'former'
  | 'expired'
  | 'used-up'
  | 'revoked'
  /** It was an LMS's for one of its guests, and the LMS lets guests in no more. */
  | 'guests-ended'
  | 'unknown';

/** All that the policy looks at. */
export interface Situation {
  series: { scope: AdmissionScope; lobby: boolean; locked: boolean };
  meeting: 'scheduled' | 'open' | 'ended';
  who: {
    kind: 'person' | 'guest';
    /** What they are to the series by themselves: owner, co-host, course host; course member, invited. */
    role: 'host' | 'member' | null;
    isBanned: boolean;
    /** A guest from the network of somebody who was banned lately: perhaps the same, perhaps a neighbour. */
    isFromBanned: boolean;
    /** What this meeting (not the series) has seen of them. */
    before: 'nothing' | 'let-in' | 'refused';
  };
  presented: Presented;
}

export type AdmissionDecision =
  | { outcome: 'host' }
  | { outcome: 'member' }
  | { outcome: 'lobby' }
  | { outcome: 'refused'; code: FailureCode };

const refused = (code: FailureCode): AdmissionDecision => ({ outcome: 'refused', code });

/**
 * The one admission policy, for every way of admission. First the method, so that nobody who may not come in learns
 * anything of the meeting; then the meeting's state; then lock and lobby, which hosts never meet.
 */
export function decide(situation: Situation): AdmissionDecision {
  const { series, meeting, who } = situation;
  const byMethod = admit(situation);
  if (byMethod.outcome === 'refused') return byMethod;
  if (meeting === 'ended') return refused('meeting/ended');
  if (meeting === 'scheduled') return refused('meeting/not-open');
  if (byMethod.outcome === 'host' || who.before === 'let-in') return byMethod;
  if (series.locked) return refused('meeting/locked');
  if (!(series.lobby || who.isFromBanned) || isVouchedFor(situation)) return byMethod;
  return who.before === 'refused' ? refused('lobby/refused') : { outcome: 'lobby' };
}

/** What the method alone says, whatever the meeting's state, lock and lobby: `host`, `member` or why not. */
export function admit(situation: Situation): AdmissionDecision {
  const { who, presented } = situation;
  if (who.isBanned) return refused('door/banned');
  if (who.role === 'host') return { outcome: 'host' };
  const atLink = presented.door === 'link' ? byLink(presented, who.before === 'let-in') : null;
  if (atLink && (atLink.outcome !== 'refused' || who.role === null)) return atLink;
  // Who belongs to the meeting comes in by any method.
  if (who.role === 'member') return { outcome: 'member' };
  if (presented.door === 'number') return byNumber(situation, presented.password);
  if (presented.door === 'call') return byCall(situation, presented.by);
  return refused('meeting/not-allowed');
}

/** Whoever was let in keeps the place through a change of the password or the link's end, not through a revocation. */
function byLink(
  { link, role }: Extract<Presented, { door: 'link' }>,
  wasLetIn: boolean,
): AdmissionDecision {
  if (link === 'live' || (wasLetIn && (link === 'former' || link === 'expired'))) {
    return { outcome: role };
  }
  return refused(link === 'former' ? 'link/revoked' : `link/${link}`);
}

function byNumber(
  { series, who }: Situation,
  password: 'right' | 'wrong' | 'former',
): AdmissionDecision {
  const isRight = password === 'right' || (password === 'former' && who.before === 'let-in');
  if (!isRight) return refused('door/wrong');
  if (series.scope === 'invited') return refused('door/invited-only');
  if (series.scope === 'campus' && who.kind === 'guest') return refused('door/campus-only');
  return { outcome: 'member' };
}

/** A host's call is an invitation; anybody else may call people of the campus into what is open to the campus. */
function byCall({ series, who }: Situation, by: 'host' | 'member'): AdmissionDecision {
  if (by === 'host') return { outcome: 'member' };
  if (series.scope === 'invited') return refused('door/invited-only');
  if (series.scope === 'campus' && who.kind === 'guest') return refused('door/campus-only');
  return { outcome: 'member' };
}

/** Whom a host called is not made to wait for a host. */
const isVouchedFor = ({ presented }: Situation): boolean =>
  presented.door === 'call' && presented.by === 'host';

const order = { host: 0, member: 1, lobby: 2, refused: 3 } as const;

/** The best of what several methods say; of refusals the last one's, as that admission is the latest. */
export function best(decisions: readonly AdmissionDecision[]): AdmissionDecision {
  return decisions.reduce<AdmissionDecision>(
    (one, other) => (order[other.outcome] <= order[one.outcome] ? other : one),
    refused('meeting/not-allowed'),
  );
}
