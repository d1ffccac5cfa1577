import type { Carrier, Outcome, Sms } from '../../features/notifications/outbox/ports.ts';

export interface SmsGatewaySettings {
  /** Takes `POST {to, text}` as JSON. */
  url: string;
  /** Sent as `Authorization: Bearer …`. */
  secret: string;
  /** Milliseconds for one exchange; 15 s unless told. */
  timeoutMs?: number;
}

/**
 * Hands short messages to an HTTP gateway: `POST {to, text}`, answered with 2xx and, where it likes, `{id}`.
 * `Idempotency-Key` is the same at each attempt, for gateways that know it. A page of HTML is no gateway's answer,
 * whatever its status: something between us has answered in its place.
 */
export function createSmsCarrier(settings: SmsGatewaySettings): Carrier<Sms> {
  return {
    carry: async ({ to, text }, { id }): Promise<Outcome> => {
      try {
        const response = await fetch(settings.url, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            Authorization: `Bearer ${settings.secret}`,
            'Idempotency-Key': id,
          },
          body: JSON.stringify({ to, text }),
          redirect: 'manual',
          signal: AbortSignal.timeout(settings.timeoutMs ?? 15_000),
        });
        return outcomeOf(response, await response.text());
      } catch (error) {
        return brokenOff(error);
      }
    },
  };
}

// Our key or our address of the gateway is wrong, or it is closed: no message's fault.
const closed = new Set([401, 403, 404, 407, 502, 503, 504]);

function outcomeOf({ status, headers }: Response, body: string): Outcome {
  const reason = `The SMS gateway answered HTTP ${status}.`;
  const isPage = /^text\/html\b/iu.test(headers.get('content-type') ?? '');
  if (isPage || closed.has(status) || (status >= 300 && status < 400))
    return { is: 'away', reason };
  if (status < 300) return { is: 'accepted', reference: referenceIn(body) };
  if (status === 429) {
    const afterMs = Number(headers.get('retry-after') ?? 0) * 1000;
    return Number.isFinite(afterMs) ? { is: 'later', reason, afterMs } : { is: 'later', reason };
  }
  // It may have taken it, or choke on this very message: others are not held up by it.
  return status >= 500 ? { is: 'unsure', reason } : { is: 'refused', reason };
}

function referenceIn(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body);
    const hasId = typeof answer === 'object' && answer !== null && 'id' in answer;
    return hasId && typeof answer.id === 'string' ? answer.id : null;
  } catch {
    return null;
  }
}

const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

function brokenOff(error: unknown): Outcome {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = `The SMS gateway could not be reached, or broke off (${code || 'timeout'}).`;
  return { is: neverReached.has(code) ? 'away' : 'unsure', reason };
}
