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
  courseId: z.string().nullable().default(null),
  /** Who chooses. */
  personId: z.string().nullable().default(null),
  /** Whether they may plan meetings of the course. */
  mayPlan: z.boolean().default(false),
  /** Of the times that they see and type. */
  timezone: z.string().default('UTC'),
  /** The planned meetings that are offered: ids of series. */
  meetings: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      startsAt: z.number().nullable().default(null),
      weeks: z.number().nullable().default(null),
    }),
  ),
  settings: z.object({
    returnUrl: z.string(),
    acceptTypes: z.array(z.string()),
    acceptTargets: z.array(z.string()),
    acceptMultiple: z.boolean(),
    acceptLineItem: z.boolean().nullable().default(null),
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
export async function takeSelection(ticket: string, ports: Ports): Promise<Selection> {
  const found = await readSelection(ticket, ports);
  const { repository, clock } = ports;
  const won = await repository.use('lti_selections', digest(ticket), clock.now());
  if (!won) throw new Failure('lti/state-used');
  return found;
}

/** Lets a selection be taken once more: nothing came of it. */
export const returnSelection = (ticket: string, { repository }: Ports): Promise<void> =>
  repository.release('lti_selections', digest(ticket));

/** A selection, taken or not. Fails with lti/state-unknown. */
export async function readSelection(
  ticket: string,
  { repository }: Pick<Ports, 'repository'>,
): Promise<Selection> {
  const sealed = await repository.selection(digest(ticket));
  if (sealed === null) throw new Failure('lti/state-unknown');
  const { plaintext } = await compactDecrypt(sealed, keyOf(ticket));
  return selection.parse(JSON.parse(Buffer.from(plaintext).toString('utf8')));
}

const keyOf = (ticket: string): Buffer =>
  createHash('sha256').update(`campus-meet selection ${ticket}`).digest();
