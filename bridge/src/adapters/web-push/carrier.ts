import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import webpush from 'web-push';
import type { Clock } from '../../kernel/clock.ts';
import type {
  BrowserAddress,
  PushSubscriptions,
} from '../../features/notifications/sending/ports.ts';
import type {
  Carrier,
  Envelope,
  Outcome,
  Push,
} from '../../features/notifications/outbox/ports.ts';
import { guardedLookup, isPublicAddress, noPrivateHosts } from '../../kernel/addresses.ts';

export interface WebPushSettings {
  /** VAPID keys (RFC 8292), base64url. */
  keys: () => Promise<{ publicKey: string; privateKey: string }>;
  /** Whom a push service may write to: https: or mailto:. */
  contact: string;
  subscriptions: PushSubscriptions;
  /** Plain HTTP and private addresses too; for trying things out. */
  allowPrivate: boolean;
  timeoutMs?: number;
  clock: Clock;
}

/** A new pair of VAPID keys, base64url. */
export const newVapidKeys = (): { publicKey: string; privateKey: string } =>
  webpush.generateVAPIDKeys();

const longestTtl = 24 * 3600;

/** Hands messages to browsers' push services (RFC 8030), encrypted for the browser (RFC 8291). */
export function createWebPushCarrier(settings: WebPushSettings): Carrier<Push> {
  return {
    carry: async (push, envelope): Promise<Outcome> => {
      const browser = await settings.subscriptions.find(push.to);
      if (!browser) return { is: 'gone', reason: 'The browser is not subscribed any more.' };
      const outcome = await deliver(settings, browser, { push, envelope });
      if (outcome.is === 'gone') await settings.subscriptions.remove(push.to);
      return outcome;
    },
  };
}

async function deliver(
  settings: WebPushSettings,
  browser: BrowserAddress,
  { push, envelope }: { push: Push; envelope: Envelope },
): Promise<Outcome> {
  const vapidDetails = { subject: settings.contact, ...(await settings.keys()) };
  const { endpoint, p256dh, auth } = browser;
  try {
    const details = webpush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      push.payload,
      {
        vapidDetails,
        TTL: ttlOf(envelope, settings.clock.now()),
        urgency: push.urgency,
        topic: push.topic,
        contentEncoding: 'aes128gcm',
      },
    );
    return outcomeOf(await post(details, settings));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    // One push service that is away is not all of them: only this message waits.
    return error instanceof Forbidden ? { is: 'gone', reason } : { is: 'later', reason };
  }
}

/** Seconds for which the push service keeps the message for a browser that is away. */
function ttlOf({ expiresAt }: Envelope, now: number): number {
  if (expiresAt === null) return longestTtl;
  const seconds = Math.ceil((expiresAt - now) / 1000);
  return Math.min(Math.max(seconds, 0), longestTtl);
}

/** The address is none that the bridge may be made to call. */
class Forbidden extends Error {}

interface Answer {
  status: number;
  retryAfter: number;
  location: string | null;
}

function post(
  { endpoint, headers, body }: ReturnType<typeof webpush.generateRequestDetails>,
  { allowPrivate, timeoutMs = 10_000 }: WebPushSettings,
): Promise<Answer> {
  const url = new URL(endpoint);
  if (!allowPrivate) refuseInside(url);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers },
      signal: AbortSignal.timeout(timeoutMs),
      ...(allowPrivate ? {} : { lookup: guardedLookup(noPrivateHosts) }),
    });
    request.once('error', reject);
    request.once('response', (response) => {
      response.resume();
      const { location, 'retry-after': retryAfter } = response.headers;
      const status = response.statusCode ?? 0;
      resolve({ status, retryAfter: Number(retryAfter) || 0, location: location ?? null });
    });
    request.end(body);
  });
}

function refuseInside({ protocol, hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/gu, '');
  if (protocol !== 'https:') throw new Forbidden('The push address is not https.');
  if (isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new Forbidden('The push address is not a public one.');
  }
}

function outcomeOf({ status, retryAfter, location }: Answer): Outcome {
  const reason = `The push service answered HTTP ${status}.`;
  if (status >= 200 && status < 300) return { is: 'accepted', reference: location };
  if (status === 404 || status === 410) return { is: 'gone', reason };
  if (status === 429 || status >= 500 || status === 408) {
    return { is: 'later', reason, afterMs: retryAfter * 1000 };
  }
  return { is: 'refused', reason };
}
