import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Sealing } from '../../../kernel/sealing.ts';
import { newId } from '../../../kernel/ids.ts';
import { createPauses } from './pauses.ts';
import { kinds, type Kind, type Message } from './message.ts';
import type { Carrier, Carriers, Outcome } from './ports.ts';
import * as repository from './repository.ts';
import { toLeased, toRow, type Leased, type OutboxRow } from './rows.ts';
import { settlementOf } from './settling.ts';

export interface DeliveryDeps {
  db: Database;
  clock: Clock;
  log: Log;
  sealing: Sealing;
  carriers: Carriers;
  /** Names this process among those that share the database. */
  owner: string;
  /** Milliseconds after which a row of a process that died is taken over; carriers give up sooner. */
  leaseMs: number;
  /** 0 to 1. */
  random: () => number;
}

/** How many messages of a kind are on their way at once. */
const atOnce: Record<Kind, number> = { mail: 3, sms: 3, push: 10, lms: 2 };

/** Sends what is due: each kind by itself, so that none is held up by another whose provider is away or slow. */
export function createDelivery(deps: DeliveryDeps) {
  const pauses = createPauses(deps);
  const turn = { isOver: false };
  const made = kinds.map((kind) => [kind, createLane(deps, kind, { pauses, turn })] as const);
  const lanes = new Map(made);
  return {
    /** Begins to send what is due of a kind, as much at once as it bears; what takes long goes on by itself. */
    deliver: (kind: Kind): Promise<void> => lanes.get(kind)?.deliver() ?? Promise.resolve(),
    /** One run over all that is due, until it is done; answers how many rows it settled or put back. */
    run: async (): Promise<number> => {
      const done = await Promise.all([...lanes.values()].map((lane) => lane.drain()));
      return done.reduce((sum, count) => sum + count, 0);
    },
    /** Begins nothing new and waits for what is on its way; what takes longer is taken up after the next start. */
    stop: async (graceMs: number): Promise<void> => {
      turn.isOver = true;
      const grace = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
      const ended = [...lanes.values()].map((lane) => lane.drain().catch(() => undefined));
      await Promise.race([Promise.all(ended), grace]);
    },
  };
}

interface Gates {
  pauses: ReturnType<typeof createPauses>;
  turn: { isOver: boolean };
}

/** How many due rows are looked up at once. */
const pageSize = 50;

/** The messages of one kind. */
function createLane(deps: DeliveryDeps, kind: Kind, gates: Gates) {
  const { db, clock, log } = deps;
  const sending = new Set<Promise<void>>();
  let settled = 0;
  let delivering: Promise<void> | undefined;
  const isOpen = (): boolean => !gates.turn.isOver && !gates.pauses.isPaused(kind);
  const send = async (id: string): Promise<void> => {
    try {
      if (await sendOne(deps, id, gates)) settled += 1;
    } catch (err) {
      // Its lease runs out, and it is tried again.
      log.error({ err, id, kind }, 'outbox: not settled');
    }
  };
  const begin = (id: string): void => {
    const sent = send(id).finally(() => sending.delete(sent));
    sending.add(sent);
  };
  const deliverDue = async (): Promise<void> => {
    let isMore = true;
    while (isMore && isOpen()) {
      const before = settled;
      const ids = await repository.dueIds(db, { kind, now: clock.now(), limit: pageSize });
      for (const id of ids) {
        while (sending.size >= atOnce[kind]) await Promise.race(sending);
        if (!isOpen()) return;
        begin(id);
      }
      isMore = ids.length === pageSize && settled > before;
    }
  };
  const deliver = (): Promise<void> =>
    (delivering ??= deliverDue().finally(() => {
      delivering = undefined;
    }));
  return {
    deliver,
    /** Also waits for what is on its way, and sends what came of it; answers how many rows were settled. */
    drain: async (): Promise<number> => {
      const atFirst = settled;
      let before: number;
      do {
        before = settled;
        await deliver();
        await Promise.all(sending);
      } while (settled > before);
      return settled - atFirst;
    },
  };
}

async function sendOne(deps: DeliveryDeps, id: string, { pauses }: Gates): Promise<boolean> {
  const { db, clock, owner, leaseMs } = deps;
  const now = clock.now();
  const taken = await repository.leaseRow(db, id, { owner, now, until: now + leaseMs });
  if (!taken) return false;
  const row = await readable(deps, taken);
  if (!row) return true;
  const outcome = await attempt(deps, row);
  pauses.note(row.kind, outcome);
  await settle(deps, row, outcome);
  return true;
}

/** What is to be sent; null where it cannot be read any more: then it is given up, and holds up nothing else. */
async function readable(deps: DeliveryDeps, taken: OutboxRow): Promise<Leased | null> {
  const { db, clock, owner, log, sealing } = deps;
  try {
    return toLeased(taken, sealing);
  } catch (err) {
    const { id, kind } = taken;
    log.error({ id, kind, err }, 'dead letter: it cannot be read');
    const reason = 'It cannot be read any more.';
    await repository.settleRow(db, { id, owner, now: clock.now() }, { state: 'dead', reason });
    return null;
  }
}

async function attempt({ carriers, clock, leaseMs }: DeliveryDeps, row: Leased): Promise<Outcome> {
  if (row.expiresAt !== null && row.expiresAt <= clock.now()) {
    return { is: 'gone', reason: 'Its time ran out.' };
  }
  // The LMS and SMS gateways cannot see a repetition: better a dead mail than the same message twice.
  if (row.wasCutOff && row.kind === 'lms') {
    return { is: 'refused', reason: 'Cut off while sending; it may have been taken.' };
  }
  const { message } = row.content;
  const carrier = carriers[message.kind] as Carrier<Message> | undefined;
  if (!carrier) return { is: 'away', reason: `No provider for ${message.kind} is configured.` };
  try {
    const sent = carrier.carry(message, { id: row.id, expiresAt: row.expiresAt });
    return await Promise.race([sent, tooSlow(leaseMs * 0.8)]);
  } catch (error) {
    return { is: 'unsure', reason: error instanceof Error ? error.message : 'unknown' };
  }
}

function tooSlow(ms: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const late = { is: 'unsure', reason: 'The provider did not answer in time.' } as const;
    setTimeout(() => resolve(late), ms).unref();
  });
}

async function settle(deps: DeliveryDeps, row: Leased, outcome: Outcome): Promise<void> {
  const { db, clock, owner, random, log, sealing } = deps;
  const now = clock.now();
  const settled = settlementOf(row, outcome, { now, random: random() });
  const instead = row.content.otherwise;
  await db.transaction(async (trx) => {
    const isOurs = await repository.settleRow(trx, { id: row.id, owner, now }, settled);
    const isOver = settled.state === 'dead' || settled.state === 'dropped';
    if (isOurs && isOver && instead)
      await repository.insertRow(trx, toRow(instead, { sealing, id: newId(), now }));
  });
  const { id, kind, attempts } = row;
  if (settled.state === 'dead')
    log.error({ id, kind, attempts, reason: settled.reason }, 'dead letter');
  else log.debug({ id, kind, attempts, state: settled.state, outcome: outcome.is }, 'outbox');
}
