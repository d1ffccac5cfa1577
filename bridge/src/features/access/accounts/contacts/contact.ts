import { isTrustedSource, kindOf } from '../../../directory/people/index.ts';

/** What sources say somebody can be reached and logs in by. */
export type ContactKind = 'phone' | 'mail';
export const contactKinds = ['phone', 'mail'] as const satisfies readonly ContactKind[];

/** Of one person and one kind: what logs in, and what a source says instead. */
export interface ContactState {
  /** What one logs in with; null where nothing was ever confirmed or given by a trusted source. */
  contact: string | null;
  /** False where no source says it any more: then nobody logs in with it. */
  isHeld: boolean;
  givenBy: string | null;
  /** When somebody last logged in with it or confirmed it; null: never. */
  provenAt: number | null;
  /** What a source says instead; does not log in. */
  pending: string | null;
  pendingBy: string | null;
  pendingAt: number | null;
  /** When the old contact was told. */
  toldAt: number | null;
  /** What the person said not to be theirs. */
  refused: string | null;
}

export const nothingKnown: ContactState = {
  contact: null,
  isHeld: false,
  givenBy: null,
  provenAt: null,
  pending: null,
  pendingBy: null,
  pendingAt: null,
  toldAt: null,
  refused: null,
};

/** What the sources say of a contact now, and whose it is. */
export interface ContactSaid {
  /** The number (E.164) or address as a key; null where no source says one. */
  value: string | null;
  /** Who says it. */
  source: string;
  /** The person confirmed this very one by a code. */
  isOwn: boolean;
  /** The person has, or had, something to log in with: another contact, or a password. */
  hasOther: boolean;
  /**
   * Nobody but those who register people knows the person, and nobody ever logged in as them: what was typed wrong
   * is mended at once, there is nothing to take over.
   */
  isUnused: boolean;
}

const settled = { pending: null, pendingBy: null, pendingAt: null, toldAt: null };

/**
 * What follows from what the sources say now. A first contact from a trusted source logs in at once; any other is
 * only noted until the person, or a system admin, confirms it. Pure.
 */
export function afterSaying(before: ContactState, said: ContactSaid, now: number): ContactState {
  const { value, source } = said;
  if (value === null) return { ...before, isHeld: false, ...settled };
  if (value === before.contact) return { ...before, isHeld: true, ...settled };
  if (said.isOwn) return given(before, said, now);
  if (value === before.refused) return { ...before, ...settled };
  if (isAtOnce(before, said)) return given(before, said, null);
  if (value === before.pending) return before;
  return { ...before, pending: value, pendingBy: source, pendingAt: now, toldAt: null };
}

function isAtOnce(before: ContactState, { source, hasOther, isUnused }: ContactSaid): boolean {
  if (!isTrustedSource(source)) return false;
  if (isUnused) return true;
  // The directory may add what was never there; a sheet only where there is nothing to take over.
  return before.contact === null && (kindOf(source) === 'ldap' || !hasOther);
}

const given = (
  before: ContactState,
  { value, source }: ContactSaid,
  provenAt: number | null,
): ContactState => ({
  ...before,
  ...settled,
  contact: value,
  isHeld: true,
  givenBy: source,
  provenAt,
  refused: null,
});

/** What somebody may say to a contact that waits. */
export const answered = (before: ContactState, isMine: boolean, now: number): ContactState =>
  isMine
    ? {
        ...before,
        ...settled,
        contact: before.pending,
        isHeld: true,
        refused: null,
        givenBy: before.pendingBy,
        provenAt: now,
      }
    : { ...before, ...settled, refused: before.pending };

/** Whether nobody but those who register people says anything of somebody: not a directory, not an LMS. */
export const isOnlyRegistered = (sources: readonly string[]): boolean =>
  sources.every((source) => ['sheet', 'application', 'hand'].includes(kindOf(source)));

/** Compares every field: nothing is written, and nobody told, where a source says the same again. */
export const isSameState = (a: ContactState, b: ContactState): boolean =>
  (Object.keys(nothingKnown) as (keyof ContactState)[]).every((field) => a[field] === b[field]);
