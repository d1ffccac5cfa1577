import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DataKind, PersonalData } from '../../../kernel/personal-data.ts';
import type { Fate } from './admin-contract.ts';
import type { Blocker } from './contract.ts';
import type { Audit } from '../../audit/index.ts';
import { countRows, eraseRows } from './rows-repository.ts';
import { listedBy, type Subject } from './subject.ts';
import type { Insight } from './ports.ts';
import { findSubject } from './subjects.ts';

export interface ErasingDeps extends Insight {
  clock: Clock;
  data: readonly PersonalData[];
  audit: Pick<Audit, 'record' | 'unname'>;
}

/** What was left of somebody. */
export interface Erased {
  pseudonym: string;
  fates: Fate[];
  /** Sessions that are over: their sockets are to be closed. */
  sessionIds: string[];
}

/** Everything that keeps somebody from being erased now; empty: nothing does. */
export async function blockersOf(
  db: Database,
  { roles, meetings }: Pick<Insight, 'roles' | 'meetings'>,
  subject: Subject,
): Promise<Blocker[]> {
  const sources = listedBy(subject);
  const isLast = subject.kind === 'person' && (await roles.isLastSystemAdmin(db, subject.id));
  return [
    ...(sources.length > 0 ? [{ code: 'erasure/listed' as const, sources }] : []),
    ...(isLast ? [{ code: 'admin/last-system-admin' as const, sources: [] }] : []),
    ...((await meetings.isInside(db, subject.id))
      ? [{ code: 'erasure/in-meeting' as const, sources: [] }]
      : []),
  ];
}

/** What would go and what would stay, by kind; nothing is changed. */
export async function foretell(
  db: Database,
  data: readonly PersonalData[],
  subject: Subject,
): Promise<Fate[]> {
  const fates = new Map<DataKind, Fate>();
  for (const one of data) {
    const count = await countRows(db, one, subject);
    add(
      fates,
      one.kind,
      one.erase === 'delete' ? { gone: count, kept: 0 } : { gone: 0, kept: count },
    );
  }
  return [...fates.values()].filter(({ gone, kept }) => gone + kept > 0);
}

function add(
  fates: Map<DataKind, Fate>,
  kind: DataKind,
  { gone, kept }: { gone: number; kept: number },
): void {
  const before = fates.get(kind) ?? { kind, gone: 0, kept: 0 };
  fates.set(kind, { kind, gone: before.gone + gone, kept: before.kept + kept });
}

/**
 * Erases somebody in the caller's transaction. What stays belongs to a pseudonym that is kept nowhere beside
 * the former id. @param actorId who did it; null: a period that ended, or the person's own wish
 * @throws Failure person/not-found, erasure/listed, erasure/in-meeting, admin/last-system-admin
 */
export async function erase(
  trx: Database,
  deps: ErasingDeps,
  { id, actorId }: { id: string; actorId: string | null },
): Promise<Erased> {
  const subject = await findSubject(trx, deps, id);
  if (!subject) throw new Failure('person/not-found');
  refuse(await blockersOf(trx, deps, subject));
  const as = { pseudonym: newId(), now: deps.clock.now() };
  const sessionIds = await deps.sessions.openOf(trx, subject.id);
  const fates = await eraseAll(trx, deps, { subject, as });
  const isSelf = actorId === subject.id;
  await deps.audit.unname(trx, as.pseudonym);
  await deps.audit.record(trx, {
    actorId: isSelf ? null : actorId,
    action: 'person.erase',
    subject: { kind: subject.kind, id: as.pseudonym, name: '' },
    scopeDepartmentId: null,
    before: null,
    after: Object.fromEntries(fates.map(({ kind, gone, kept }) => [kind, { gone, kept }])),
  });
  return { pseudonym: as.pseudonym, fates, sessionIds };
}

function refuse([first]: readonly Blocker[]): void {
  if (!first) return;
  const flaws = first.sources.map((source) => ({ field: 'source', message: source }));
  throw new Failure(first.code, { flaws });
}

/** Ways over other tables go first, while these are still there; the person's own row goes last. */
async function eraseAll(
  trx: Database,
  { data, people }: ErasingDeps,
  { subject, as }: { subject: Subject; as: { pseudonym: string; now: number } },
): Promise<Fate[]> {
  const own = data.find(({ table }) => table === 'people');
  const isPerson = subject.kind === 'person';
  if (isPerson && own && own.erase !== 'delete') {
    await people.leaving.addPseudonym(trx, { id: subject.id, ...as }, own.erase.keep);
  }
  const rest = data.filter((one) => one !== own);
  const byWay = rest.toSorted((a, b) => (b.via?.length ?? 0) - (a.via?.length ?? 0));
  const fates = new Map<DataKind, Fate>();
  for (const one of byWay) add(fates, one.kind, await eraseRows(trx, { data: one, subject }, as));
  if (isPerson) {
    await people.leaving.deletePerson(trx, subject.id);
    add(fates, 'identity', { gone: 1, kept: 0 });
  }
  return [...fates.values()].filter(({ gone, kept }) => gone + kept > 0);
}
