import { failureCodes, type FailureCode } from './codes.ts';

/** One thing that is wrong with an input: where it is and what to do about it. */
export interface Issue {
  /** Dotted path of the field, for example `body.groupId`; empty for the whole input. */
  field: string;
  /** A sentence that helps, in English; the panel words the code, not this. */
  message: string;
}

/** What may go with a failure to the client. Never put secrets or personal data here. */
export interface FailureOptions {
  detail?: string;
  flaws?: Issue[];
  /** Seconds after which trying again makes sense (HTTP Retry-After). */
  retryAfter?: number;
  /** Kept for the log, never sent. */
  cause?: unknown;
}

/** Every failure that the bridge knows by name. Anything else that is thrown becomes `internal`. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly flaws: Issue[];
  readonly retryAfter: number | undefined;

  constructor(code: FailureCode, options: FailureOptions = {}) {
    super(options.detail ?? code, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.status = failureCodes[code];
    this.flaws = options.flaws ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/** True when `error` is a Failure with one of `codes` (any code when none is given). */
export function isFailure(error: unknown, ...codes: FailureCode[]): error is Failure {
  return error instanceof Failure && (codes.length === 0 || codes.includes(error.code));
}
