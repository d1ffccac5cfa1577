import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newId } from '../../../kernel/ids.ts';
import { whileRenewed } from '../../../kernel/leases.ts';
import * as repository from './repository.ts';
import { lostRace } from '../../../kernel/sql.ts';

/** A run is taken for dead when nothing was heard of it for this long, in milliseconds. */
const leaseMs = 60_000;

/** Who may run: one run at a time for each source and scope, across processes. */
export interface Leases {
  take: (run: repository.NewRun) => Promise<repository.Lease>;
  /** Takes up a run that waits for confirmation. @param by who said yes */
  resume: (
    run: { id: string; source: string; scope: string },
    by: string | null,
  ) => Promise<repository.Lease>;
  /** Makes sure, inside the transaction that writes, that the run is still ours. */
  fence: (trx: Database, lease: repository.Lease) => Promise<void>;
  /** Keeps the lease while `work` goes on. */
  during: <T>(lease: repository.Lease, work: () => Promise<T>) => Promise<T>;
  /** Marks runs whose process died as failed; answers how many. */
  recover: () => Promise<number>;
}

/** Leases on runs, kept in the database. */
export function createLeases(ports: { db: Database; clock: Clock; owner: string }): Leases {
  const { db, clock, owner } = ports;
  const lease = (runId: string, source: string, scope: string): repository.Lease => ({
    runId,
    key: digest(`${source}\n${scope}`),
    owner,
    until: clock.now() + leaseMs,
  });
  const recover = async (): Promise<number> => {
    const dead = (await repository.runningRuns(db)).filter((run) =>
      isDead(run, owner, clock.now()),
    );
    const failure = { code: 'internal' as const, reason: 'The process that ran this ended.' };
    for (const run of dead) {
      await repository.endRun(db, run.id, { state: 'failed', failure, now: clock.now() });
    }
    return dead.length;
  };
  return {
    take: async (run) => {
      await recover();
      const taken = lease(newId(), run.source, run.scope);
      await orAlreadyRunning(repository.insertRun(db, { ...run, now: clock.now() }, taken));
      return taken;
    },
    resume: async (run, by) => {
      await recover();
      const taken = lease(run.id, run.source, run.scope);
      if (!(await orAlreadyRunning(repository.resumeRun(db, taken, by)))) {
        throw new Failure('roster/run-not-found', { detail: 'The run no longer waits.' });
      }
      return taken;
    },
    fence: async (trx, held) => {
      if (!(await repository.holdLease(trx, { ...held, until: clock.now() + leaseMs }))) {
        throw new Failure('roster/already-running', {
          detail: 'Another process took this run over.',
        });
      }
    },
    during: (held, work) => {
      const renew = () => repository.holdLease(db, { ...held, until: clock.now() + leaseMs });
      return whileRenewed(renew, leaseMs, work);
    },
    recover,
  };
}

async function orAlreadyRunning<T>(attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    if (lostRace(error)) throw new Failure('roster/already-running', { cause: error });
    throw error;
  }
}

/** Dead: its lease ended, or it belongs to a process of this machine that is no more. */
function isDead(run: { owner: string; leaseUntil: number }, self: string, now: number): boolean {
  if (run.owner === self) return false;
  if (run.leaseUntil <= now) return true;
  const [host, pid, start] = run.owner.split('|');
  const [ownHost, ownPid, ownStart] = self.split('|');
  if (host !== ownHost) return false;
  return pid === ownPid
    ? start !== ownStart && !sharesProcess.has(run.owner)
    : !isAlive(Number(pid));
}

/** Owners of this very process: a test, or two bridges in one process, may have several. */
const sharesProcess = new Set<string>();

/** Notes an owner as living in this process. */
export function announce(owner: string): string {
  sharesProcess.add(owner);
  return owner;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is such a process, it is only somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
