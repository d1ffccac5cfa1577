import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import { Failure } from './failure.ts';
import { keepStatements, type PreparingConnection } from './sqlite-statements.ts';

/** What knex hands to its client for each statement. */
interface Statement {
  sql: string;
}

/** The part of knex's client for better-sqlite3 that is changed here. */
interface SqliteClient {
  _query(connection: object, statement: Statement): Promise<unknown>;
  destroyRawConnection(connection: object): Promise<unknown>;
}

const load = createRequire(import.meta.url);
const Base = load('knex/lib/dialects/better-sqlite3/index.js') as new (
  config: object,
) => SqliteClient;

/** For how long a statement waits while another process writes, and how long before it looks again; milliseconds. */
const waitMs = 5_000;
const firstLookMs = 5;
const lastLookMs = 100;

/** For how long a statement waits while another of ours writes, and how often it asks whether that one stands still. */
const turnMs = 60_000;
const askMs = 250;

/**
 * SQLite has one writer at a time, over all processes. The driver would wait for it with everything standing still:
 * here whoever wants to write waits by itself, and reading goes on (write-ahead log). Transactions take the turn when
 * they begin, so that none finds out at its first write that what it read has changed.
 */
export class PatientSqlite extends Base {
  override async _query(connection: object, statement: Statement): Promise<unknown> {
    const { sql } = statement;
    if (/^select\b/iu.test(sql)) return whenFree(() => super._query(connection, statement));
    const turn = turnOf(connection);
    await turn.take(connection);
    const begins = sql === 'BEGIN;';
    const ends = /^(commit|rollback);?$/iu.test(sql);
    let isOpen = turn.isKept(connection);
    try {
      const asked = begins ? { ...statement, sql: 'BEGIN IMMEDIATE;' } : statement;
      const done = await whenFree(
        () => super._query(connection, asked),
        (isBlocked) => turn.setBlocked(isBlocked),
      );
      isOpen ||= begins;
      return done;
    } finally {
      if (isOpen && !ends) turn.keep(connection);
      else turn.give(connection);
    }
  }

  override async destroyRawConnection(connection: object): Promise<unknown> {
    turnOf(connection).give(connection);
    return super.destroyRawConnection(connection);
  }
}

/**
 * Tries again while another process holds the database.
 * @param blocked told when it begins to wait, and when it is over
 * @throws Failure database/busy
 */
async function whenFree<T>(
  work: () => Promise<T>,
  blocked: (isBlocked: boolean) => void = () => undefined,
): Promise<T> {
  const until = performance.now() + waitMs;
  for (let look = firstLookMs; ; look = Math.min(look * 2, lastLookMs)) {
    try {
      const done = await work();
      blocked(false);
      return done;
    } catch (cause) {
      if (isBusy(cause) && performance.now() > until)
        throw new Failure('database/busy', { retryAfter: 5, cause });
      blocked(isBusy(cause));
      if (!isBusy(cause)) throw cause;
    }
    await pause(look);
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/u.test(String(error.code));

/** Whose turn it is to write, among the connections of one database. */
class WriteTurn {
  #holder: object | null = null;
  #isKept = false;
  /** The holder itself waits for another process. */
  #isBlocked = false;
  readonly #waiting: (() => void)[] = [];

  /** @throws Failure database/busy */
  async take(connection: object): Promise<void> {
    if (this.#holder === connection) return;
    const since = performance.now();
    while (this.#holder !== null) {
      const most = this.#isBlocked ? waitMs : turnMs;
      if (performance.now() - since > most) throw new Failure('database/busy', { retryAfter: 5 });
      await this.#next(askMs);
    }
    this.#holder = connection;
  }

  isKept(connection: object): boolean {
    return this.#holder === connection && this.#isKept;
  }

  /** Holds it until the transaction ends. */
  keep(connection: object): void {
    if (this.#holder === connection) this.#isKept = true;
  }

  setBlocked(isBlocked: boolean): void {
    this.#isBlocked = isBlocked;
  }

  give(connection: object): void {
    if (this.#holder !== connection) return;
    this.#holder = null;
    this.#isKept = false;
    this.#waiting.shift()?.();
  }

  #next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(wake), 1);
        resolve();
      }, ms);
      this.#waiting.push(wake);
    });
  }
}

const turns = new WeakMap<object, WriteTurn>();

function turnOf(connection: object): WriteTurn {
  const known = turns.get(connection) ?? new WriteTurn();
  turns.set(connection, known);
  return known;
}

interface SqliteConnection extends PreparingConnection {
  pragma: (statement: string) => unknown;
}

/** How many read side by side. */
const readers = 4;

/** @param file a file, or what the driver takes in its place: `:memory:` and the bytes of a database have one connection */
export function sqliteConfig(file: string): Knex.Config {
  const isFile = typeof file === 'string' && file !== ':memory:';
  const turn = new WriteTurn();
  const prepare = (
    connection: SqliteConnection,
    done: (error: Error | null, connection: object) => void,
  ) => {
    turns.set(connection, turn);
    keepStatements(connection);
    // Waiting is not the driver's: it would stop everything.
    connection.pragma('busy_timeout = 0');
    connection.pragma('foreign_keys = ON');
    try {
      connection.pragma('journal_mode = WAL');
    } catch (error) {
      // Another process holds it: it is in this mode already, or the first write tells.
      if (!isBusy(error)) throw error;
    }
    done(null, connection);
  };
  return {
    client: PatientSqlite as unknown as typeof Knex.Client,
    connection: { filename: file },
    useNullAsDefault: true,
    pool: { min: 1, max: isFile ? readers : 1, afterCreate: prepare },
  };
}
