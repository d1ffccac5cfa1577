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

/** Sends what is due: all kinds side by side, none held up by another whose provider is away. */
export function createDelivery(deps: DeliveryDeps) {
  const pauses = createPauses(deps);
  const turn = { isOver: false };
  let running: Promise<number> | undefined;
  const runAll = async (): Promise<number> => {
    const done = await Promise.all(kinds.map((kind) => runKind(deps, kind, { pauses, turn })));
    return done.reduce((sum, count) => sum + count, 0);
  };
  return {
    /** One run over all that is due; answers how many rows it settled or put back. */
    run: (): Promise<number> => {
      running ??= runAll().finally(() => {
        running = undefined;
      });
      return running;
    },
    /** Begins nothing new and waits for what is on its way; what takes longer is taken up after the next start. */
    stop: async (graceMs: number): Promise<void> => {
      turn.isOver = true;
      const grace = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([running?.catch(() => undefined), grace]);
    },
  };
}

interface Gates {
  pauses: ReturnType<typeof createPauses>;
  turn: { isOver: boolean };
}

async function runKind(deps: DeliveryDeps, kind: Kind, gates: Gates): Promise<number> {
  const { pauses, turn } = gates;
  let done = 0;
  while (!turn.isOver && !pauses.isPaused(kind)) {
    const due = { kind, now: deps.clock.now(), limit: 50 };
    const ids = await repository.dueIds(deps.db, due);
    const before = done;
    const next = async (): Promise<void> => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
        if (turn.isOver || pauses.isPaused(kind)) return;
        if (await sendOne(deps, id, gates)) done += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce[kind] }, next));
    if (done === before) break;
  }
  return done;
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
