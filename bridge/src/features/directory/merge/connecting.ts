import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import { isByHand, isTrustedSource, type Person, type PersonRecord } from '../people/index.ts';
import { noteClaim } from './claiming.ts';
import type { SourceNamed } from './contract.ts';
import type { ConflictDecided, DecidingDeps, DecisionDetail } from './deciding.ts';
import { addDecision } from './decisions-repository.ts';
import { mergeRows } from './merging.ts';
import { unitOfAudit } from './scope.ts';
import { nameOfSource } from './showing.ts';
import { inTransaction } from '../../../kernel/sql.ts';

const liveOf = (records: readonly PersonRecord[]): PersonRecord[] =>
  records.filter((record) => record.goneAt === null && !isByHand(record));

/** Whether somebody may say whom they are, and how they came. */
export interface Connectable {
  isOpen: boolean;
  /** Where the account is that would be connected. */
  source: SourceNamed | null;
}

/** A person who is known by nothing but what an LMS or a portal says, and administers nothing. */
export async function connectable(
  { people, scopes }: Pick<DecidingDeps, 'people' | 'scopes'>,
  personId: string,
  trx?: Database,
): Promise<Connectable> {
  const live = liveOf(await people.recordsOf(personId, trx));
  const grants = await scopes.grantsOf(personId, trx);
  const isOpen =
    live.length > 0 && grants.length === 0 && !live.some(({ source }) => isTrustedSource(source));
  const [first] = live;
  return { isOpen, source: isOpen && first ? nameOfSource(first) : null };
}

/** The account's person and whom they say to be. */
export interface Connection {
  personId: string;
  targetId: string;
}

/** What came of it: one person, or something that administrators have to look at. */
export type Connected = { decisionId: string } | 'conflict';

/**
 * Makes somebody who came by an LMS the person whom they have shown to be. The one whom a trusted source knows
 * stays. Two accounts of one source are never tied: that is noted for administrators.
 * @param told done in the same transaction once they are one
 * @throws Failure account/connect-closed; account/connect-refused: the other is not (any more) open to it
 */
export const connect = (
  deps: DecidingDeps,
  connection: Connection,
  told: (trx: Database, decisionId: string) => Promise<void>,
): Promise<Connected> =>
  inTransaction(deps.db, async (trx) => {
    const pair = await hold(trx, deps, connection);
    const own = liveOf(await deps.people.recordsOf(pair.other.id, trx));
    const theirs = liveOf(await deps.people.recordsOf(pair.survivor.id, trx));
    if (
      !theirs.some(({ source }) => isTrustedSource(source)) ||
      isApart(own, await deps.people.apart.from(trx, pair.survivor.id))
    ) {
      throw new Failure('account/connect-refused');
    }
    const realms = new Set(theirs.map(({ realm }) => realm));
    const rivals = own.filter(({ realm }) => realms.has(realm));
    if (rivals.length > 0) {
      for (const record of rivals)
        await noteClaim(trx, deps, { record, targetId: pair.survivor.id });
      return 'conflict';
    }
    const decisionId = await note(trx, deps, pair);
    const ids = { survivorId: pair.survivor.id, otherId: pair.other.id };
    await mergeRows(trx, deps, { ...ids, decisionId, now: deps.clock.now() });
    await told(trx, decisionId);
    return { decisionId };
  });

interface Held {
  survivor: Person;
  other: Person;
}

async function hold(
  trx: Database,
  deps: DecidingDeps,
  { personId, targetId }: Connection,
): Promise<Held> {
  const mergedPeople = await deps.people.merged.lock(trx, [personId, targetId]);
  const isFree = [...mergedPeople.values()].every(
    ({ status, mergedInto }) => status === 'active' && mergedInto === null,
  );
  if (mergedPeople.size !== 2 || !isFree) throw new Failure('account/connect-refused');
  if (!(await connectable(deps, personId, trx)).isOpen) throw new Failure('account/connect-closed');
  const people = await deps.people.findMany([personId, targetId], trx);
  const [other, survivor] = [personId, targetId].map((id) => people.find((one) => one.id === id));
  if (!other || !survivor) throw new Failure('account/connect-refused');
  return { survivor, other };
}

/** Whether somebody said before that one of these accounts is not the survivor. */
function isApart(
  records: readonly PersonRecord[],
  rows: readonly { realm: string; external_id: string }[],
): boolean {
  return records.some(({ realm, externalId }) =>
    rows.some((row) => row.realm === realm && row.external_id === externalId),
  );
}

async function note(trx: Database, deps: DecidingDeps, pair: Held): Promise<string> {
  const { clock, units, audit } = deps;
  const { survivor, other } = pair;
  const [first, ...more] = await settleConflicts(trx, deps, pair);
  const detail: DecisionDetail = {
    conflict: first?.conflict ?? null,
    candidates: first?.candidates ?? [],
    more,
    byPerson: true,
  };
  const id = newId();
  await addDecision(trx, {
    id,
    kind: 'merge',
    personId: survivor.id,
    otherId: other.id,
    reason: null,
    detail,
    conflictId: first?.conflict.id ?? null,
    actorId: other.id,
    at: clock.now(),
  });
  const scope = { isSystem: false, departmentIds: new Set<string>() };
  await audit.record(trx, {
    actorId: other.id,
    action: 'identity.connect',
    subject: { kind: 'person', id: survivor.id, name: survivor.displayName },
    scopeDepartmentId: await unitOfAudit(units, { scope, person: survivor }, trx),
    before: null,
    after: { other: other.displayName, otherId: other.id },
  });
  return id;
}

/** Conflicts between the two are over; kept for an undo. */
async function settleConflicts(
  trx: Database,
  { people }: DecidingDeps,
  { survivor, other }: Held,
): Promise<ConflictDecided[]> {
  const waiting = await people.conflicts.waiting(trx, { people: [survivor.id, other.id] });
  const named = await people.conflicts.candidatesOf(
    trx,
    waiting.map(({ id }) => id),
  );
  const records = [
    ...(await people.recordsOf(survivor.id, trx)),
    ...(await people.recordsOf(other.id, trx)),
  ];
  const over = waiting.flatMap((conflict): ConflictDecided[] => {
    const candidates = named.get(conflict.id) ?? [];
    const owner = records.find(
      ({ source, externalId }) => source === conflict.source && externalId === conflict.externalId,
    );
    const both = [owner?.personId, ...candidates];
    const isOfPair = [survivor.id, other.id].every((id) => both.includes(id));
    return isOfPair ? [{ conflict, candidates }] : [];
  });
  await people.conflicts.drop(
    trx,
    over.map(({ conflict }) => conflict.id),
  );
  return over;
}
