import { z } from 'zod';
import type { Settings } from '../../../app/config.ts';
import { livePath } from '../../../features/live/contract.ts';
import { withoutEndSlashes } from '../../../kernel/urls.ts';
import { isLoopback } from '../loopback.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, ok, type Check, type CheckResult } from '../result.ts';
import { openSocket } from '../../../kernel/websocket.ts';

const health = z.object({ status: z.string(), checks: z.record(z.string(), z.string()) });
const timeoutMs = 10_000;

/** The bridge as browsers reach it: through the proxy, requests and the socket. */
export const addressCheck = (config: Settings): Check => ({
  name: 'address',
  run: async () => {
    const base = withoutEndSlashes(config.CAMPUS_MEET_URL);
    const ready = await readiness(base);
    if (ready.state === 'failed') return [ready, ...plain(base)];
    return [ready, await socket(base), ...plain(base)];
  },
});

async function readiness(base: string): Promise<CheckResult> {
  const where = `${base}/health/ready`;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(where, { redirect: 'manual', signal });
    const answer = health.safeParse(await response.json().catch(() => null));
    if (!answer.success) {
      const mend =
        'The proxy does not lead to the bridge: it has to pass all paths on to CAMPUS_MEET_LISTEN.';
      return failed(
        'address/not-ours',
        `${where} is answered by something else (HTTP ${response.status}).`,
        mend,
      );
    }
    const { status, checks } = answer.data;
    if (status === 'ok') return ok('address/ok', `A bridge answers at ${base} and is ready.`);
    const away = Object.keys(checks).filter((name) => checks[name] !== 'ok');
    const mend = 'Mend what it names; while it closes or starts, try again.';
    return failed(
      'address/not-ready',
      `A bridge answers and is ${status}: ${away.join(', ') || 'nothing'} named.`,
      mend,
    );
  } catch (error) {
    const seen = `Nobody answers at ${base}: ${reasonOf(error)}.`;
    return failed(
      'address/unreachable',
      seen,
      `${connectionAdvice(error, 'CAMPUS_MEET_URL')} Does the bridge run (npm run bridge)?`,
    );
  }
}

/** The first packet of engine.io, which says that the way is open for both directions. */
const opened = /^0\{/u;

async function socket(base: string): Promise<CheckResult> {
  const url = `${base.replace(/^http/u, 'ws')}${livePath}/?EIO=4&transport=websocket`;
  try {
    const socket = await openSocket(url, { origin: new URL(base).origin });
    const first = await socket.next();
    socket.close();
    if (opened.test(first)) return ok('address/websocket', 'Websockets pass to the bridge.');
    return noSocket('the answer is not the bridge’s');
  } catch (error) {
    return noSocket(reasonOf(error));
  }
}

const noSocket = (why: string): CheckResult =>
  failed(
    'address/no-websocket',
    `Requests pass, websockets do not: ${why}.`,
    'The proxy has to pass Upgrade and Connection on for /live/, for example in nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
  );

function plain(base: string): CheckResult[] {
  const { protocol, hostname } = new URL(base);
  if (protocol === 'https:' || isLoopback(hostname)) return [];
  const seen = 'CAMPUS_MEET_URL is plain HTTP: browsers give neither camera nor microphone.';
  return [
    failed(
      'address/plain',
      seen,
      'Put a proxy with TLS before the bridge, and https:// into CAMPUS_MEET_URL.',
    ),
  ];
}
