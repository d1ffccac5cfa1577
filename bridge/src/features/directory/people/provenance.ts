import { isAuthority, isByHand, ranksAlike, statusOf, voicesFor } from './precedence.ts';
import type { PersonRecord, RankedField } from './precedence.ts';
import type { PersonFacts, PersonStatus } from './person.ts';
import { usualTrust, type VouchesOf } from './trust.ts';

/** The fields whose origin is told, each with the rank that it is taken by. */
const explained = {
  displayName: 'name',
  familyName: 'name',
  givenName: 'name',
  email: 'email',
  campusNumber: 'campusNumber',
  phone: 'phone',
  locale: 'locale',
  timezone: 'timezone',
} as const satisfies Partial<Record<keyof PersonFacts, RankedField>>;

export type ExplainedField = keyof typeof explained;

/** Why a source's value counts, and not another's. */
export type OriginReason =
  /** No source says anything. */
  | 'nobody'
  /** No other source says anything. */
  | 'only'
  /** All that say something say the same. */
  | 'agreed'
  /** Its kind of source is believed first for this field. */
  | 'rank'
  /** Another ranks alike, and spoke earlier. */
  | 'newest'
  /** Part of the name of the source whose name counts: a name is never put together from two. */
  | 'name';

/** Where one field of a person comes from. */
export interface Origin {
  field: ExplainedField;
  value: string | null;
  /** The record whose value counts; null where nobody says anything. */
  recordId: string | null;
  why: OriginReason;
}

/** Where each field of a person comes from. Agrees with `resolve` for the same records. Pure. */
export function originsOf(
  records: readonly PersonRecord[],
  vouchesOf: VouchesOf = usualTrust,
): Origin[] {
  const fields = Object.keys(explained) as ExplainedField[];
  return fields.map((field) => originOf(records, field, vouchesOf));
}

function originOf(
  records: readonly PersonRecord[],
  field: ExplainedField,
  vouchesOf: VouchesOf,
): Origin {
  const rank = explained[field];
  const leading = rank === 'name' ? 'displayName' : field;
  const saying = voicesFor(records, rank, vouchesOf).filter(({ facts }) => isSaid(facts[leading]));
  const [first, second] = saying;
  if (!first) return { field, value: null, recordId: null, why: 'nobody' };
  const value = first.facts[field];
  const origin = { field, value: isSaid(value) ? value : null, recordId: first.id };
  if (field !== leading) return { ...origin, why: 'name' };
  if (!second) return { ...origin, why: 'only' };
  if (saying.every(({ facts }) => facts[field] === value)) return { ...origin, why: 'agreed' };
  return { ...origin, why: ranksAlike(first.source, second.source, rank) ? 'newest' : 'rank' };
}

const isSaid = (value: string | null): boolean => value !== null && value !== '';

/** Why somebody is active or not. */
export type StatusReason =
  /** An administrator decided so. */
  | 'by-hand'
  /** A system that lists everybody has an open account. */
  | 'listed'
  /** Came by a launch, or was registered, after the last departure. */
  | 'let-in'
  /** A system lists the account, but keeps it from signing in. */
  | 'suspended'
  /** No system that lists everybody lists them any more. */
  | 'left'
  /** Whoever registered them took it back. */
  | 'taken-back';

/** Whether somebody is active, and why. Pure. */
export function statusAndReason(records: readonly PersonRecord[]): {
  status: PersonStatus;
  why: StatusReason;
} {
  const status = statusOf(records);
  const live = records.filter(({ goneAt }) => goneAt === null);
  if (live.some(isByHand)) return { status, why: 'by-hand' };
  const lists = live.filter(({ source }) => isAuthority(source));
  if (lists.some(({ facts }) => !facts.suspended)) return { status, why: 'listed' };
  if (status === 'active') return { status, why: 'let-in' };
  if (lists.length > 0) return { status, why: 'suspended' };
  const wasListed = records.some(({ source }) => isAuthority(source));
  return { status, why: wasListed ? 'left' : 'taken-back' };
}
