import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { digest } from '../../../kernel/ids.ts';
import type { TemplateRenderer, Outbox, Posting } from '../../notifications/outbox/index.ts';
import type { People, WaitingConflict } from '../people/index.ts';
import { nameOfSource } from './showing.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface AnnouncingDeps {
  db: Database;
  clock: Clock;
  people: Pick<People, 'addressees' | 'conflicts'>;
  outbox: Pick<Outbox, 'addAll' | 'carries'>;
  templates: TemplateRenderer;
  /** Where one logs in. */
  loginUrl: string;
}

/** So many conflicts are told of in one transaction. */
const pageSize = 50;

/**
 * Tells those whose number or address an account is said to have, once for each account and person: a run and a
 * launch that made the conflict need not know of mail. @returns how many conflicts were looked at
 */
export const announceConflicts = (deps: AnnouncingDeps): Promise<number> =>
  inTransaction(deps.db, async (trx) => {
    const due = await deps.people.conflicts.takeUnannounced(trx, pageSize, deps.clock.now());
    if (due.length === 0 || !deps.outbox.carries('mail')) return due.length;
    const named = await deps.people.conflicts.candidatesOf(
      trx,
      due.map(({ id }) => id),
    );
    const people = await deps.people.addressees(trx, [...named.values()].flat());
    const byId = new Map(people.map((person) => [person.id, person]));
    const postings = due.flatMap((conflict) =>
      (named.get(conflict.id) ?? []).flatMap((id) => {
        const person = byId.get(id);
        return person ? [posting(deps, conflict, person)] : [];
      }),
    );
    await deps.outbox.addAll(trx, postings);
    return due.length;
  });

function posting(
  { templates, loginUrl }: AnnouncingDeps,
  conflict: WaitingConflict,
  person: { id: string; displayName: string; email: string; locale: string | null },
): Posting & { onceKey: string } {
  const source = nameOfSource({ source: conflict.source, realm: conflict.realm ?? '' });
  const values = { name: person.displayName, source: source.name || source.kind, link: loginUrl };
  const mail = templates.mail('identity-claimed', {
    valuesIn: () => values,
    locale: person.locale,
  });
  const about = digest(`${conflict.source}\n${conflict.externalId}\n${person.id}`);
  return {
    message: { kind: 'mail', to: person.email, ...mail },
    about: 'identity-claimed',
    personId: person.id,
    onceKey: `identity-claimed:${about}`,
  };
}
