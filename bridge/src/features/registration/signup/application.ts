import type { PersonRow } from '../import/index.ts';

/**
 * unconfirmed → waiting → accepted | refused, and back to waiting by undoing. `withdrawn`: a later one of the
 * same mailbox took its place.
 */
export type ApplicationState = 'unconfirmed' | 'waiting' | 'accepted' | 'refused' | 'withdrawn';

/** What an application says of the person: a row of the sheet, whose mail address is always given. */
export type Applicant = PersonRow & { email: string };

export interface Application extends Applicant {
  id: string;
  state: ApplicationState;
  /** The language of its mails. */
  locale: 'zh-CN' | 'en';
  createdAt: number;
  /** Until when the mail address can be confirmed. */
  expiresAt: number;
  confirmedAt: number | null;
  decidedAt: number | null;
  /** Null as well where nobody decided but the policy. */
  decidedBy: string | null;
  /** Why it was refused. */
  reason: string | null;
  /** Who was registered by it. */
  personId: string | null;
}

/** How long a code and a link are good, milliseconds; and how many wrong codes are looked at. */
export const confirmation = { lifeMs: 1_800_000, tries: 5, digits: 6 } as const;

/**
 * True when the address is of a domain that may apply: `uni.test` is that one only, `*.uni.test` all below it.
 * Pure.
 */
export function isCampusMail(email: string, domains: readonly string[]): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return domains.some((allowed) =>
    allowed.startsWith('*.') ? domain.endsWith(allowed.slice(1)) : domain === allowed,
  );
}
