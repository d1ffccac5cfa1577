import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Cron, type CronOptions } from 'croner';
import type { JobLeases } from './leases.ts';
import type { Log } from './log.ts';

/** When a job is due: a cron pattern in a time zone (IANA). */
export interface CronTime {
  cron: string;
  timezone: string;
}

/** What is done again and again while the bridge runs. A feature declares its jobs; the bridge does them. */
export interface Job {
  /** Stands in the log where the job fails, and names its lease. */
  name: string;
  /** Whole seconds from one start to the next, or a cron pattern. */
  every: number | CronTime;
  work: () => Promise<unknown>;
  /** Of several bridges on one database one does it, and not each of them. */
  onOneBridge?: boolean;
}

export interface JobDeps {
  log: Log;
  leases: JobLeases;
  /** What one bridge does for all is left out while this says so. */
  isPaused?: () => boolean;
  /** Hears of each turn that ended. */
  worked?: (turn: { job: string; outcome: 'done' | 'failed'; seconds: number }) => void;
}

/**
 * Does jobs until it is stopped. None runs twice at once: what is due while the one before still runs is left out.
 * What goes wrong is logged with the job's name, and tried again when the job is due next.
 * @returns `stop` begins nothing new, and ends when what runs has ended
 */
export function startJobs(jobs: readonly Job[], deps: JobDeps): { stop: () => Promise<void> } {
  const started = jobs.map((job) => startJob(job, deps));
  return {
    stop: async () => {
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
}

function startJob(job: Job, deps: JobDeps): { stop: () => Promise<void> } {
  const { log, leases, worked, isPaused = () => false } = deps;
  const stopping = new AbortController();
  const pauseMs = pauseOf(job);
  const turn = async (): Promise<void> => {
    await wait(pauseMs, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted || (job.onOneBridge && isPaused())) return;
    const since = performance.now();
    const ended = (outcome: 'done' | 'failed'): void =>
      worked?.({ job: job.name, outcome, seconds: (performance.now() - since) / 1000 });
    const work = job.onOneBridge ? leases.alone(job.name, holdMs(job), job.work) : job.work();
    await work.then(
      () => ended('done'),
      (error: unknown) => {
        ended('failed');
        throw error;
      },
    );
  };
  let running = Promise.resolve();
  const { pattern, options } = timeOf(job);
  const cron = new Cron(pattern, { ...options, protect: true, unref: true }, () => {
    running = turn().catch((err: unknown) => log.error({ err, job: job.name }, 'job failed'));
    return running;
  });
  return {
    stop: () => {
      cron.stop();
      stopping.abort();
      return running;
    },
  };
}

function timeOf({ name, every }: Job): { pattern: string; options: CronOptions } {
  if (typeof every !== 'number') {
    return { pattern: every.cron, options: { timezone: every.timezone } };
  }
  if (!Number.isInteger(every) || every < 1) throw new RangeError(`${name}: whole seconds only`);
  const startAt = new Date(Date.now() + every * 1000);
  return { pattern: '* * * * * *', options: { interval: every, startAt } };
}

/**
 * Croner starts at full seconds. Each job of each bridge waits its own part of a second more, so that they do not
 * all ask the database at the same moment. Milliseconds.
 */
const pauseOf = ({ every }: Job): number => (typeof every === 'number' ? randomInt(1_000) : 0);

/**
 * How long nobody else does a job that was begun: an interval, or, of what is due at a time of day, as long as the
 * clocks of two bridges may differ. Milliseconds.
 */
const holdMs = ({ every }: Job): number => (typeof every === 'number' ? every * 1000 : 30_000);
