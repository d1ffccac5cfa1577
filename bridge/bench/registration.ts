import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { migrations } from '../migrations/index.ts';
import { sheetWriter } from '../src/adapters/sheets/index.ts';
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseSettings,
} from '../src/kernel/database.ts';
import { startMariadb } from '../test/mariadb.ts';
import { partAt } from '../test/parts.ts';
import { adminFixture } from '../test/admin-fixture.ts';
import { part } from './share.ts';
import { sheetsOver } from '../test/registration-deps.ts';

const size = part(20_000);

interface Figure {
  name: string;
  value: string;
}

/** A sheet of 20,000 people (XLSX): reading and validating it, and applying it, on SQLite and MariaDB. */
export async function bench(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-bench-'));
  const file = join(folder, 'sheets.sqlite');
  const figures = await measure('SQLite', { kind: 'sqlite', file });
  rmSync(folder, { recursive: true, force: true });
  const program = partAt('mariadbd');
  if (!program) return figures;
  const mariadb = await startMariadb(program);
  try {
    const url = await mariadb.createDatabase();
    return [...figures, ...(await measure('MariaDB', { kind: 'mariadb', url }))];
  } finally {
    await mariadb.stop();
  }
}

const heads = ['姓名', '身份', '工号/学号', '院系', '邮箱', '手机号'];

function aSheet(unit: string): Promise<Buffer> {
  const rows = Array.from({ length: size }, (_, n) => [
    ...[`新生${n}`, '学生', `S${2026_00000 + n}`, unit, `s${n}@uni.test`],
    `139${String(n).padStart(8, '0')}`,
  ]);
  return sheetWriter.xlsx([
    { name: '人员', columns: heads.map((header) => ({ header, width: 12 })), rows },
  ]);
}

async function measure(name: string, settings: DatabaseSettings): Promise<Figure[]> {
  const db = openDatabase(settings);
  try {
    await migrate(db, migrations);
    const at = await adminFixture(db);
    const { registration } = sheetsOver(db, at.clock);
    const content = await aSheet(at.physics.externalId);
    const memory = watchMemory();
    const whileValidating = watchOthers(db);
    const [id, preview] = await timed(async () => {
      const batch = await registration.upload(at.chief.id, { name: 'big.xlsx', content });
      await registration.work();
      return batch;
    });
    const peak = memory();
    const longestValidation = await whileValidating();
    const counts = await registration.counts(id);
    if (counts.new !== size) throw new Error(`only ${counts.new} rows are good`);
    const whileApplying = watchOthers(db);
    const [batch, applying] = await timed(async () => {
      await registration.submit(at.chief.id, id);
      await registration.work();
      return registration.get(at.chief.id, id);
    });
    const longestApplying = await whileApplying();
    if (batch.state !== 'applied') throw new Error(`it is ${batch.state}`);
    const waits = 'another request waits at most,';
    return [
      {
        name: `${size.toLocaleString('en')} rows to their verdicts, ${name}`,
        value: `${preview} s (aim 10 s)`,
      },
      { name: `while judging ${waits} ${name}`, value: `${longestValidation} ms` },
      { name: `memory above the start while judging, ${name}`, value: `${peak} MB` },
      {
        name: `${size.toLocaleString('en')} people registered, with letters and audit, ${name}`,
        value: `${applying} s`,
      },
      { name: `while applying ${waits} ${name}`, value: `${longestApplying} ms` },
    ];
  } finally {
    await db.destroy();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, string]> {
  const start = performance.now();
  const result = await work();
  return [result, ((performance.now() - start) / 1000).toFixed(1)];
}

/** Asks the database for something small again and again; answers how long the slowest took, in milliseconds. */
function watchOthers(db: Database): () => Promise<number> {
  let [longest, isOver] = [0, false];
  const asking = (async () => {
    while (!isOver) {
      const start = performance.now();
      // The pause counts too: a process that is busy takes no request.
      await setTimeout(5);
      await db('people').first('id');
      longest = Math.max(longest, performance.now() - start);
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    return Math.round(longest);
  };
}

/** Answers the most resident memory since then, above that at the start, in MB. */
function watchMemory(): () => number {
  const start = process.memoryUsage.rss();
  let peak = start;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  return () => {
    clearInterval(timer);
    return Math.round((peak - start) / 1_048_576);
  };
}
