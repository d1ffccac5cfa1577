import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

/** Whoever was not heard of for this long is taken for dead, milliseconds. */
const leaseMs = 60_000;

/** This process, among all that may share the database. */
export const thisProcess = (): string =>
  `${hostname().slice(0, 100)}|${process.pid}|${randomUUID()}`;

/**
 * Says again and again, while `work` goes on, that it does. A missed beat does no harm: whoever writes makes sure
 * of the lease in the same transaction.
 * @param renew prolongs the lease; called four times in `ms`, the lease's length in milliseconds
 */
export async function whileRenewed<T>(
  renew: () => Promise<unknown>,
  ms: number,
  work: () => Promise<T>,
): Promise<T> {
  const beat = setInterval(() => {
    renew().catch(() => undefined);
  }, ms / 4);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

export interface JobLeases {
  /**
   * Does `work` unless another process does it, or has begun it less than `holdMs` ago; 0: what is done leaves no trace.
   * @returns whether it was done
   */
  alone: (name: string, holdMs: number, work: () => Promise<unknown>) => Promise<boolean>;
}

interface LeaseRow {
  name: string;
  owner: string;
  lease_until: number;
}

/** Leases of jobs, kept in the database. @param owner names this process among those that share it */
export function createJobLeases(
  { db, clock }: { db: Database; clock: Clock },
  owner = thisProcess(),
): JobLeases {
  const table = () => db<LeaseRow>('job_leases');
  const take = async (name: string): Promise<boolean> => {
    await table().insert({ name, owner: '', lease_until: 0 }).onConflict('name').ignore();
    const now = clock.now();
    const taken = await table()
      .where({ name })
      .andWhere((free) => free.where({ owner }).orWhere('lease_until', '<=', now))
      .update({ owner, lease_until: now + leaseMs });
    return taken === 1;
  };
  const hold = (name: string, until: number) =>
    table().where({ name, owner }).update({ lease_until: until });
  /** Nobody else begins it before `until`. */
  const leave = (name: string, until: number) =>
    until > clock.now() ? hold(name, until) : table().where({ name, owner }).delete();
  return {
    alone: async (name, holdMs, work) => {
      if (!(await take(name))) return false;
      const free = clock.now() + holdMs;
      try {
        await whileRenewed(() => hold(name, clock.now() + leaseMs), leaseMs, work);
      } finally {
        await leave(name, free);
      }
      return true;
    },
  };
}
