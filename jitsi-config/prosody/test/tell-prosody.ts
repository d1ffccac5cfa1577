import { hmac } from './event-sink.ts';
import { eventsSecret, type Stage } from './harness.ts';

let count = 0;

/** Sends a command as the bridge does: signed, with an id of its own. */
export async function tellProsody(
  { prosody }: Pick<Stage, 'prosody'>,
  fields: object,
): Promise<{ status: number; answer: Record<string, unknown> }> {
  const body = JSON.stringify({ id: `tell${process.pid}x${++count}`, ...fields });
  const time = Math.floor(Date.now() / 1000);
  const reply = await fetch(`${prosody.httpUrl}/campus-meet/commands`, {
    method: 'POST',
    headers: {
      'X-Campus-Meet-Signature': `t=${time},v1=${hmac(eventsSecret, `${time}.${body}`)}`,
    },
    body,
  });
  return { status: reply.status, answer: (await reply.json()) as Record<string, unknown> };
}
