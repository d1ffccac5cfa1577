import type { FailureCode } from '../../../bridge/src/kernel/codes.ts';

/** What can go wrong on the panel's own side of the wire. */
export const ownCodes = [
  'network/unreachable', // no answer: offline, or the bridge is away
  'network/bad-answer', // an answer that is not the bridge's (a proxy's page, another version)
] as const;
export type OwnCode = (typeof ownCodes)[number];

/** Every code that a screen may have to word. */
export type PanelCode = FailureCode | OwnCode;

interface FailureFacts {
  requestId?: string | undefined;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number | undefined;
  /** What is wrong, by field; the bridge puts numbers there that a screen may want. */
  flaws?: readonly { field: string; message: string }[] | undefined;
  cause?: unknown;
}

/** A failed operation as the screens see it: they choose words from `code`, never from a message. */
export class PanelFailure extends Error {
  readonly code: PanelCode;
  /** What to quote to the help desk; null when the bridge did not answer. */
  readonly requestId: string | null;
  readonly retryAfter: number | null;
  readonly flaws: readonly { field: string; message: string }[];

  constructor(code: PanelCode, facts: FailureFacts = {}) {
    super(code, { cause: facts.cause });
    this.name = 'PanelFailure';
    this.code = code;
    this.requestId = facts.requestId ?? null;
    this.retryAfter = facts.retryAfter ?? null;
    this.flaws = facts.flaws ?? [];
  }
}

/** Any thrown thing as a PanelFailure; what nobody named becomes `internal`. */
export function asFailure(error: unknown): PanelFailure {
  return error instanceof PanelFailure ? error : new PanelFailure('internal', { cause: error });
}

/** Who is signed in may not do this; the session itself is sound. */
const refusals: readonly PanelCode[] = ['session/forbidden', 'session/guest'];

/** True for the codes after which only a new launch from the course helps. */
export const isSessionLoss = (code: PanelCode): boolean =>
  code.startsWith('session/') && !refusals.includes(code);
