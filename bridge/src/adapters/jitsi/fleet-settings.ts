import { z } from 'zod';

/** Addresses of servers by name, `name=http://…`, by comma. */
const namedAddresses = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )
  .pipe(
    z.array(
      z
        .string()
        // A name has no = in it, an address may.
        .transform((entry) => [entry.split('=')[0] ?? '', entry.replace(/^[^=]*=?/u, '')] as const)
        .refine(
          ([name, address]) => name !== '' && /^https?:$/u.test(protocolOf(address)),
          'must be name=http://…, by comma',
        ),
    ),
  )
  .refine(
    (entries) => new Set(entries.map(([name]) => name)).size === entries.length,
    'must have each name once',
  )
  .transform((entries): Readonly<Record<string, string>> => Object.fromEntries(entries));

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}

/** Where Jicofo and its videobridges are, and what Jicofo's own configuration says. */
export const fleetSettings = {
  JICOFO_URL: z
    .url({ protocol: /^https?$/u })
    .optional()
    .describe(
      'Jicofo’s private HTTP, for example http://127.0.0.1:8888: what the page Operations is made of; keep it private.',
    ),
  VIDEOBRIDGE_URLS: namedAddresses.describe(
    'Private HTTP of the videobridges, relay-id=address by comma, for example jvb1=http://10.0.0.11:8080,jvb2=http://10.0.0.12:8080: to drain them from the page.',
  ),
  JICOFO_STRESS_THRESHOLD: z.coerce
    .number()
    .min(0.01)
    .max(1_000)
    .default(0.8)
    .describe('Jicofo’s bridge.stress-threshold: seats that are left are counted by it.'),
  JICOFO_MAX_BRIDGE_PARTICIPANTS: z.coerce
    .number()
    .int()
    .min(-1)
    .max(100_000)
    .default(80)
    .describe(
      'Jicofo’s bridge.max-bridge-participants, the most of one meeting on one videobridge; -1: no bound.',
    ),
  ALARM_AFTER_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_600)
    .default(60)
    .describe(
      'How long a server must be away before system admins are told; longer than Prosody takes to restart.',
    ),
};
