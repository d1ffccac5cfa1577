import type { SealedColumn, Sealing } from '../../../kernel/sealing.ts';
import { content, type Content, type Kind, type Posting } from './message.ts';

/** Where what is to be sent is kept: it may hold codes, passwords and links that let somebody in. */
export const payloadColumn: SealedColumn = { table: 'outbox', column: 'payload', row: 'id' };

/**
 * The states of a row. `waiting` until it is settled: `sent` (acknowledged by the provider), `dead` (given
 * up; can be sent again by hand) or `dropped` (of no use any more).
 */
export type RowState = 'waiting' | 'sent' | 'dead' | 'dropped';

export interface OutboxRow {
  id: string;
  kind: Kind;
  recipient: string;
  about: string;
  person_id: string | null;
  once_key: string | null;
  payload: string;
  state: RowState;
  attempts: number;
  created_at: number;
  trying_since: number;
  next_at: number;
  expires_at: number | null;
  lease_owner: string | null;
  lease_until: number | null;
  settled_at: number | null;
  reference: string | null;
  reason: string | null;
}

/** A row that this process may send now. */
export interface Leased {
  id: string;
  kind: Kind;
  content: Content;
  /** Counts the one that begins. */
  attempts: number;
  tryingSince: number;
  expiresAt: number | null;
  /** An earlier attempt was cut off, so that nobody knows what became of it. */
  wasCutOff: boolean;
}

/** A row as lists show it: not what was written. */
export interface Listed {
  id: string;
  kind: Kind;
  recipient: string;
  about: string;
  state: RowState;
  attempts: number;
  createdAt: number;
  nextAt: number;
  settledAt: number | null;
  reason: string | null;
}

/** What a row is made with. */
export interface RowDeps {
  sealing: Sealing;
  id: string;
  now: number;
}

/** A new row, due at once. What is written is sealed: links and codes may stand in it. */
export function toRow(posting: Posting, { sealing, id, now }: RowDeps): OutboxRow {
  const { message, otherwise } = posting;
  const payload = JSON.stringify({ message, otherwise } satisfies Content);
  return {
    id,
    kind: message.kind,
    recipient: message.to,
    about: posting.about,
    person_id: posting.personId ?? null,
    once_key: posting.onceKey ?? null,
    payload: sealing.seal(payloadColumn, id, payload),
    state: 'waiting',
    attempts: 0,
    created_at: now,
    trying_since: now,
    next_at: now,
    expires_at: posting.expiresAt ?? null,
    lease_owner: null,
    lease_until: null,
    settled_at: null,
    reference: null,
    reason: null,
  };
}

/** @throws UnsealableError, SyntaxError or ZodError where what is kept cannot be read */
export const toLeased = (row: OutboxRow, sealing: Sealing): Leased => ({
  id: row.id,
  kind: row.kind,
  content: content.parse(JSON.parse(sealing.open(payloadColumn, row.id, row.payload))),
  attempts: row.attempts + 1,
  tryingSince: row.trying_since,
  expiresAt: row.expires_at,
  wasCutOff: row.lease_owner !== null,
});

/** Opens nothing: lists go without the secret. */
export const toListed = (row: OutboxRow): Listed => ({
  id: row.id,
  kind: row.kind,
  recipient: row.recipient,
  about: row.about,
  state: row.state,
  attempts: row.attempts,
  createdAt: row.created_at,
  nextAt: row.next_at,
  settledAt: row.settled_at,
  reason: row.reason,
});
