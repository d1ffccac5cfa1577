import { Failure } from '../../kernel/failure.ts';
import {
  OutboundError,
  type Outbound,
  type OutboundAnswer,
  type OutboundAsk,
  type OutboundTrouble,
} from '../../kernel/outbound.ts';

export type Ask = OutboundAsk;

/** What came back, whatever its status below 500. */
export type Answer = OutboundAnswer;

/** Sends one request to a platform. The seam through which every outgoing LTI request goes. */
export type Send = (url: string, ask?: Ask) => Promise<Answer>;

/**
 * Asks platforms. Fails with lti/platform-unavailable when the platform is away, answers 5xx or that it is
 * asked too often (429; with the time that it names), with
 * lti/platform-bad-answer when it redirects or answers too much, with lti/address-refused when the
 * address is inside the campus and not listed.
 */
export function createSend(outbound: Outbound): Send {
  return async (url, ask) => {
    try {
      const answer = await outbound(url, ask);
      if (answer.status >= 500 || answer.status === 429) throw away(answer);
      return answer;
    } catch (error) {
      if (error instanceof OutboundError) throw failureOf(error);
      throw error;
    }
  };
}

/** No platform is waited for longer than this, seconds. */
const longestWait = 86_400;

function away({ status, headers }: Answer): Failure {
  const named = headers.get('retry-after')?.trim() ?? '';
  // Seconds, or a date (RFC 9110, 10.2.3).
  const seconds = /^\d{1,9}$/u.test(named)
    ? Number(named)
    : Math.ceil((Date.parse(named) - Date.now()) / 1_000);
  return new Failure('lti/platform-unavailable', {
    detail: `The platform answered HTTP ${status}.`,
    ...(seconds > 0 ? { retryAfter: Math.min(seconds, longestWait) } : {}),
  });
}

const codes = {
  address: 'lti/address-refused',
  redirect: 'lti/platform-bad-answer',
  'too-large': 'lti/platform-bad-answer',
  'too-slow': 'lti/platform-unavailable',
  unanswered: 'lti/platform-unavailable',
} as const satisfies Record<OutboundTrouble, string>;

const failureOf = (error: OutboundError): Failure =>
  new Failure(codes[error.trouble], { detail: error.message, cause: error });

/** Parses an answer's body as JSON whatever its Content-Type says (Moodle sends tokens as text/html). */
export function readJson(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text) as unknown;
  } catch (error) {
    throw new Failure('lti/platform-bad-answer', {
      detail: 'The platform answered something that is not JSON.',
      cause: error,
    });
  }
}
