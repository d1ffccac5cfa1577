import { createHash } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newSecret } from '../../../kernel/ids.ts';
import type { LaunchRepository } from './repository.ts';

/** A teacher's choice of content that is under way (Deep Linking 2.0): which request it will answer. */
const selection = z.object({
  platformId: z.string(),
  deploymentId: z.string(),
  courseTitle: z.string(),
  meetings: z.array(z.object({ id: z.string(), title: z.string() })),
  settings: z.object({
    returnUrl: z.string(),
    acceptTypes: z.array(z.string()),
    acceptTargets: z.array(z.string()),
    acceptMultiple: z.boolean(),
    data: z.string().nullable(),
  }),
});
export type Selection = z.infer<typeof selection>;

interface Ports {
  repository: LaunchRepository;
  clock: Clock;
}

/** How long a teacher may choose, in milliseconds. */
const lifeMs = 30 * 60_000;

/**
 * Keeps a selection for its one-time ticket. The platform's return address can hold a session key
 * (Moodle's does), so what is stored is encrypted with a key that only the ticket yields.
 */
export async function keepSelection(
  chosen: Selection,
  { repository, clock }: Ports,
): Promise<string> {
  const ticket = newSecret();
  const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify(chosen)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(keyOf(ticket));
  await repository.addSelection(digest(ticket), sealed, clock.now() + lifeMs);
  return ticket;
}

/** Takes a selection back, once. Fails with lti/state-unknown or lti/state-used (also when it expired). */
export async function takeSelection(
  ticket: string,
  { repository, clock }: Ports,
): Promise<Selection> {
  const sealed = await repository.selection(digest(ticket));
  if (sealed === null) throw new Failure('lti/state-unknown');
  const won = await repository.use('lti_selections', digest(ticket), clock.now());
  if (!won) throw new Failure('lti/state-used');
  const { plaintext } = await compactDecrypt(sealed, keyOf(ticket));
  return selection.parse(JSON.parse(Buffer.from(plaintext).toString('utf8')));
}

const keyOf = (ticket: string): Buffer =>
  createHash('sha256').update(`campus-meet selection ${ticket}`).digest();
