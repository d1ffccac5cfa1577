import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Job } from '../../../kernel/jobs.ts';
import { thisProcess } from '../../../kernel/leases.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Sealing } from '../../../kernel/sealing.ts';
import { entryOf, noteEntry } from './calendar/sequences-repository.ts';
import { createDelivery } from './delivery.ts';
import { kinds, posting as postingShape, type Kind, type Posting } from './message.ts';
import type { Carriers } from './ports.ts';
import * as repository from './repository.ts';
import { toRow, type Listed, type RowState } from './rows.ts';

export interface OutboxDeps {
  db: Database;
  clock: Clock;
  log: Log;
  /** Seals what is kept until it is sent. */
  sealing: Sealing;
  carriers: Carriers;
  /** Milliseconds after which a row of a process that died is taken over; five minutes unless told. */
  leaseMs?: number;
  random?: () => number;
}

/** How often is looked for what is due, seconds. */
const lookEvery = 1;

export type Outbox = ReturnType<typeof createOutbox>;

/** Mail, short messages, web push and messages in the LMS: kept until their provider has acknowledged them. */
export function createOutbox(deps: OutboxDeps) {
  const { db, clock, carriers, sealing } = deps;
  const owner = thisProcess();
  const row = (posting: Posting) =>
    toRow(postingShape.parse(posting), { sealing, id: newId(), now: clock.now() });
  const delivery = createDelivery({ leaseMs: 300_000, random: Math.random, owner, ...deps });
  return {
    /**
     * Puts a message into the outbox, in the transaction of what it tells of: both are kept or neither.
     * @throws ZodError when the message is malformed (an address that is none, a subject of two lines)
     */
    add: async (trx: Database, posting: Posting): Promise<void> => {
      await repository.insertRow(trx, row(posting));
    },
    /** Puts some hundreds of messages into it at once, each with a key of its own. @throws as `add` */
    addAll: async (
      trx: Database,
      postings: readonly (Posting & { onceKey: string })[],
    ): Promise<void> => {
      await repository.insertKeyed(trx, postings.map(row));
    },
    /** True when a provider of this kind is configured. */
    carries: (kind: Kind): boolean => carriers[kind] !== undefined,
    /** Sends what is due now; answers how many rows it touched. Safe beside other bridges' runs. */
    run: delivery.run,
    /** One for each kind: whoever waits for a code by SMS does not wait for a mail server. */
    jobs: kinds.map((kind): Job => ({
      name: `outbox-${kind}`,
      every: lookEvery,
      work: () => delivery.deliver(kind),
    })),
    /** Entries in people's calendars: how often each was changed, and what was last said of when. */
    calendar: { entryOf, noteEntry },
    /** Rows of a state, the latest first; never what was written in them. */
    list: (state: RowState, limit = 100): Promise<Listed[]> =>
      repository.listRows(db, state, limit),
    /** Puts dead letters back among the waiting, in the caller's transaction if there is one; answers how many. */
    resend: (ids: readonly string[] | 'all', trx: Database = db): Promise<number> =>
      repository.reviveRows(trx, ids, clock.now()),
    /** How much there is in each state, and since when the oldest waits (milliseconds since 1970). */
    status: async () => ({
      counts: await repository.countRows(db),
      waitingSince: await repository.waitingSince(db),
    }),
    /** How many were given up. */
    countDead: (): Promise<number> => repository.countDead(db),
    /** Finishes what is on its way, six seconds long at most. */
    close: async (): Promise<void> => {
      await delivery.stop(6_000);
      for (const carrier of Object.values(carriers)) carrier.close?.();
    },
  };
}
