import type { Database } from '../../kernel/database.ts';
import { newId } from '../../kernel/ids.ts';
import { insertFree, retryingRaces } from '../../kernel/sql.ts';
import { seatFromRow, type SeatRow } from './seat-rows.ts';
import type { Seat } from './seat.ts';

export interface SeatRequest {
  meetingId: string;
  personId: string;
  role: 'host' | 'member';
  capacity: number;
  now: number;
  leaseExpiresAt: number;
}

/** A seat, and how many of the meeting were held when it was taken. */
export type TakenSeat = Seat & { held: number };

/** Of so many rounds each ends with a seat taken, by us or somebody else; a meeting has fewer seats. */
const mostRounds = 100;

/**
 * Takes or renews seats of one meeting for several people at once; null for whom none is left. A seat is a number from
 * 1 to the capacity, and no two rows of a meeting have the same: whoever else takes seats at the same moment, in
 * whatever process, there are never more than that, and nobody waits for anybody (decision 0026).
 */
export async function takeSeats(
  db: Database,
  requests: readonly SeatRequest[],
): Promise<(TakenSeat | null)[]> {
  const wanted = new Map(requests.map((request) => [request.personId, request]));
  const taken = new Map<string, Seat>();
  const keep = (rows: readonly SeatRow[]): void => {
    for (const row of rows.filter((one) => isHeld(one, wanted.get(one.person_id)))) {
      taken.set(row.person_id, seatFromRow(row));
      wanted.delete(row.person_id);
    }
  };
  let isFull = false;
  let held = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const [numbers, rows] = await look(db, [...wanted.values()]);
    held = numbers.held;
    keep(round === 0 ? await renewed(db, [...wanted.values()], rows) : rows);
    const missing = [...wanted.values()];
    // When all are held, it is looked once more: one of them may be their own, taken by another tab meanwhile.
    if (missing.length === 0 || isFull) break;
    const sat = await takeFree(db, missing, { numbers, rows });
    isFull = sat === 'full';
    if (sat !== 'full') {
      keep(sat);
      held += sat.length;
    }
    if (wanted.size === 0) break;
  }
  return requests.map(({ personId }) => {
    const seat = taken.get(personId);
    return seat ? { ...seat, held } : null;
  });
}

const isHeld = (row: SeatRow, request: SeatRequest | undefined): boolean =>
  row.number !== null && (row.lease_expires_at ?? Infinity) > (request?.now ?? Infinity);

const rowsOf = (db: Database, requests: readonly SeatRequest[]): Promise<SeatRow[]> =>
  db<SeatRow>('seats')
    .where({ meeting_id: requests[0]?.meetingId ?? '' })
    .whereIn(
      'person_id',
      requests.map(({ personId }) => personId),
    )
    .select();

/** What is held, and what those have who ask. */
const look = async (db: Database, requests: readonly SeatRequest[]) =>
  Promise.all([numbersOf(db, requests), rowsOf(db, requests)]);

/** Whoever has a number still, keeps it: also after the lease, while nobody else needed it. */
async function renewed(
  db: Database,
  requests: readonly SeatRequest[],
  rows: SeatRow[],
): Promise<SeatRow[]> {
  const seated = new Set(rows.flatMap((row) => (row.number === null ? [] : [row.person_id])));
  if (seated.size === 0) return rows;
  await renew(
    db,
    requests.filter(({ personId }) => seated.has(personId)),
  );
  return rowsOf(db, requests);
}

async function renew(db: Database, requests: readonly SeatRequest[]): Promise<void> {
  for (const [role, some] of Map.groupBy(requests, (request) => request.role)) {
    const [{ meetingId, capacity }] = some as [SeatRequest];
    const people = some.map(({ personId }) => personId);
    const leaseExpiresAt = Math.max(...some.map((request) => request.leaseExpiresAt));
    const askedAt = Math.max(...some.map(({ now }) => now));
    await retryingRaces(() =>
      db<SeatRow>('seats')
        .where({ meeting_id: meetingId })
        .whereIn('person_id', people)
        .andWhere('number', '<=', capacity)
        .update({
          role,
          // Somebody who is in the room already (a second tab) keeps a seat that no lease can end.
          lease_expires_at: db.raw('case when lease_expires_at is null then null else ? end', [
            leaseExpiresAt,
          ]),
          asked_at: askedAt,
        }),
    );
  }
}

interface Seen {
  numbers: { free: number[]; hasPassed: boolean };
  rows: readonly SeatRow[];
}

/** Tries to take what is free: answers the seats that are certainly taken by that, or that all are held. */
async function takeFree(
  db: Database,
  requests: readonly SeatRequest[],
  { numbers: { free, hasPassed }, rows }: Seen,
): Promise<SeatRow[] | 'full'> {
  const [any] = requests;
  if (!any) return [];
  if (free.length === 0 && !hasPassed) return 'full';
  if (free.length === 0) await giveBack(db, any);
  const before = new Map(rows.map((row) => [row.person_id, row]));
  const fresh: SeatRow[] = [];
  for (const [at, number] of chosen(free, requests.length).entries()) {
    const request = requests[at];
    if (!request) continue;
    const former = before.get(request.personId);
    if (former) await takeAgain(db, former, { request, number });
    else fresh.push(newRow(request, number));
  }
  const count = await retryingRaces(() => insertFree(db, 'seats', fresh));
  // Somebody else had one of these numbers, or a second tab the person's own row: the next round tells who.
  return count === fresh.length ? fresh : [];
}

/** Which numbers nobody has, how many are held, and whether a lease has passed of some that are not. */
async function numbersOf(
  db: Database,
  [any]: readonly SeatRequest[],
): Promise<{ free: number[]; held: number; hasPassed: boolean }> {
  if (!any) return { free: [], held: 0, hasPassed: false };
  const rows = await db<SeatRow>('seats')
    .where({ meeting_id: any.meetingId })
    .whereNotNull('number')
    .select('number', 'lease_expires_at');
  const used = new Set(rows.map(({ number }) => number));
  const all = Array.from({ length: any.capacity }, (_, at) => at + 1);
  const held = rows.filter((row) => (row.lease_expires_at ?? Infinity) > any.now).length;
  return {
    free: all.filter((number) => !used.has(number)),
    held,
    hasPassed: held < rows.length,
  };
}

/** Free numbers by chance: several bridges seldom choose the same. */
function chosen(free: readonly number[], count: number): number[] {
  const start = Math.floor(Math.random() * free.length);
  const turned = [...free.slice(start), ...free.slice(0, start)];
  // In one order everywhere: who inserts several rows does not wait crosswise for who inserts the same.
  return turned.slice(0, count).sort((one, other) => one - other);
}

/** Seats whose lease has passed are free. */
async function giveBack(db: Database, { meetingId, now }: SeatRequest): Promise<void> {
  await retryingRaces(() =>
    db<SeatRow>('seats')
      .where({ meeting_id: meetingId })
      .whereNotNull('number')
      .andWhere('lease_expires_at', '<=', now)
      .update({ number: null }),
  );
}

/** Somebody who had a seat before gets another number; without effect where somebody else took it meanwhile. */
async function takeAgain(
  db: Database,
  former: SeatRow,
  { request, number }: { request: SeatRequest; number: number },
): Promise<void> {
  const holders = () =>
    db<SeatRow>('seats')
      .where({ meeting_id: request.meetingId, number })
      .select('id')
      .as('holders');
  await retryingRaces(() =>
    db<SeatRow>('seats')
      .where({ id: former.id, number: null })
      .whereNotExists(db.from(holders()))
      .update({
        number,
        role: request.role,
        lease_expires_at: request.leaseExpiresAt,
        asked_at: request.now,
      }),
  );
}

const newRow = (request: SeatRequest, number: number): SeatRow => ({
  id: newId(),
  meeting_id: request.meetingId,
  person_id: request.personId,
  role: request.role,
  number,
  lease_expires_at: request.leaseExpiresAt,
  taken_at: request.now,
  asked_at: request.now,
  arrived_at: null,
  waited_ms: null,
});
