import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { PersonRecord } from '../people/index.ts';
import type { DecidingDeps } from './deciding.ts';

/**
 * Notes for administrators that the owner of an account has shown to be somebody who already has another account
 * of the same source.
 */
export async function noteClaim(
  trx: Database,
  { clock, people }: Pick<DecidingDeps, 'clock' | 'people'>,
  { record, targetId }: { record: PersonRecord; targetId: string },
): Promise<void> {
  const { source, realm, externalId, facts } = record;
  const externalIds = new Set([externalId]);
  const [waiting] = await people.conflicts.waiting(trx, { source, externalIds });
  if (waiting) {
    const before = (await people.conflicts.candidatesOf(trx, [waiting.id])).get(waiting.id) ?? [];
    await people.conflicts.saveCandidates(trx, waiting.id, [...before, targetId]);
    return;
  }
  const found = { id: newId(), at: clock.now(), externalId, facts, candidates: [targetId] };
  await people.conflicts.add(trx, { source, realm }, [
    { ...found, key: 'account', reason: 'claimed' },
  ]);
}
