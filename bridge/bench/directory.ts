import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Attribute, Change, Client } from 'ldapts';
import { migrations } from '../migrations/index.ts';
import { createLdapSource } from '../src/adapters/ldap/index.ts';
import { createDirectory } from '../src/features/directory/index.ts';
import { changesAfter } from '../src/features/directory/sync/directory/changes-repository.ts';
import { createSync } from '../src/features/directory/sync/index.ts';
import { systemClock as clock } from '../src/kernel/clock.ts';
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseSettings,
} from '../src/kernel/database.ts';
import { createLog } from '../src/kernel/log.ts';
import { startMariadb } from '../test/mariadb.ts';
import { partAt } from '../test/parts.ts';
import { part } from './share.ts';
import { startSlapd, withAdmin, type Slapd } from '../test/slapd.ts';

const people = part(10_000);
const units = 20;

interface Figure {
  name: string;
  value: string;
}

/** Syncs of a real OpenLDAP with 10,000 people in 20 departments: the first, one without changes, one of 1 %. */
export async function bench(): Promise<Figure[]> {
  const slapd = await startSlapd({ ldif: university(), sizeLimit: 500 });
  if (!slapd) return [{ name: 'slapd', value: 'is not installed' }];
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-bench-'));
  const program = partAt('mariadbd');
  const mariadb = program ? await startMariadb(program) : null;
  try {
    const file = join(folder, 'directory.sqlite');
    const figures = await measure('SQLite', { kind: 'sqlite', file }, slapd);
    if (!mariadb) return figures;
    const url = await mariadb.createDatabase();
    return [...figures, ...(await measure('MariaDB', { kind: 'mariadb', url }, slapd))];
  } finally {
    await mariadb?.stop();
    await slapd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const dnOf = (n: number): string => `uid=p${n},ou=unit${n % units},dc=uni,dc=test`;

const university = (): string =>
  withAdmin(
    [
      ...Array.from(
        { length: units },
        (_, n) => `dn: ou=unit${n},dc=uni,dc=test\nobjectClass: organizationalUnit\nou: unit${n}\n`,
      ),
      ...Array.from(
        { length: people },
        (_, n) =>
          `dn: ${dnOf(n)}\nobjectClass: inetOrgPerson\nuid: p${n}\ncn: p${n}\nsn: Lin${n}\n` +
          `givenName: Fang\nmail: p${n}@uni.test\nemployeeNumber: E${n}\n` +
          // They were not all changed just now.
          'modifyTimestamp: 20260101000000Z\n',
      ),
    ].join('\n'),
  );

/** Another telephone number for one in a hundred. */
async function changeSome(slapd: Slapd, telephone: string): Promise<void> {
  const client = new Client({ url: slapd.url });
  await client.bind(slapd.root.dn, slapd.root.password);
  const modification = new Attribute({ type: 'mobile', values: [telephone] });
  for (let n = 0; n < people; n += 100) {
    await client.modify(dnOf(n), new Change({ operation: 'replace', modification }));
  }
  await client.unbind();
}

async function measure(name: string, settings: DatabaseSettings, slapd: Slapd): Promise<Figure[]> {
  const db = openDatabase(settings);
  try {
    await migrate(db, migrations);
    const syncService = syncOver(db, slapd);
    const first = await syncing(syncService, 'applied');
    const there = [
      (await db('people').select('id')).length,
      (await db('department_memberships').distinct('department_id')).length,
    ];
    if (there.join() !== [people, units].join()) throw new Error(`there are ${there.join()}`);
    const second = await syncing(syncService, 'unchanged');
    await changeSome(slapd, someNumber());
    const third = await syncing(syncService, 'applied');
    await changeSome(slapd, someNumber());
    const changes = await syncing(syncService, 'applied', { changes: true });
    const none = await syncing(syncService, 'unchanged', { changes: true });
    await changeSome(slapd, someNumber());
    return [
      ...(await departmentTool(db, syncService, name)),
      {
        name: `first sync of ${people.toLocaleString('en')} people, ${name}`,
        value: `${first} (aim 5.9 s, 65 MB)`,
      },
      { name: `the same again, nothing changed, ${name}`, value: `${second} (aim 0.6 s)` },
      { name: `1 % changed, ${name}`, value: third },
      { name: `1 % changed, only changes read, ${name}`, value: changes },
      { name: `nothing changed, only changes read, ${name}`, value: none },
    ];
  } finally {
    await db.destroy();
  }
}

/** What a department's admin waits for: a check of one of the departments, and pages of 10,000 changes. */
async function departmentTool(
  db: Database,
  syncService: ReturnType<typeof syncOver>,
  name: string,
): Promise<Figure[]> {
  const unit = await db<{ id: string; external_id: string; name: string }>('departments')
    .where({ name: 'unit0' })
    .first();
  if (!unit) throw new Error('there is no unit0');
  const first = (await syncService.runs(50)).at(-1);
  const check = await timed(async () => {
    const { ended } = await syncService.check({ source: 'ldap', begunBy: 'x', units: [unit.id] });
    const run = await ended;
    const changed = run.counts.people?.changed;
    if (changed !== people / 100) throw new Error(`${String(changed)} are changed`);
  });
  const page = async (readable: string[] | null, search: string | null) => {
    const query = { runId: first?.id ?? '', readable, kind: null, search, after: 400, limit: 50 };
    return (await changesAfter(db, query)).length;
  };
  return [
    { name: `check of one department of 20, 1 % of all changed, ${name}`, value: check },
    {
      name: `a page of ${people.toLocaleString('en')} changes, ${name}`,
      value: await timed(() => page(null, null)),
    },
    {
      name: `a page of those of one department, searched, ${name}`,
      value: await timed(() => page([unit.external_id], 'lin')),
    },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<string> {
  const start = performance.now();
  await work();
  return `${(performance.now() - start).toFixed(0)} ms`;
}

function syncOver(db: ReturnType<typeof openDatabase>, { url, base, bind }: Slapd) {
  const source = createLdapSource({
    name: 'ldap',
    url,
    bind,
    people: { base },
    units: { base },
  });
  return createSync({
    ...createDirectory({ db, clock }),
    db,
    clock,
    log: createLog('silent'),
    sources: [source],
  });
}

const someNumber = () => `+8613900${String(Math.floor(Math.random() * 100_000)).padStart(5, '0')}`;

async function syncing(
  syncService: ReturnType<typeof syncOver>,
  state: string,
  options: { changes?: boolean } = {},
): Promise<string> {
  const start = performance.now();
  const startMemory = process.memoryUsage.rss();
  let peak = startMemory;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const [run] = await syncService.run('ldap', options);
  clearInterval(timer);
  const kind = options.changes ? 'changes' : 'full';
  if (run?.state !== state || run.kind !== kind)
    throw new Error(`the run is ${run?.state ?? 'missing'}: ${JSON.stringify(run?.failure ?? '')}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  return `${seconds} s, ${Math.round((peak - startMemory) / 1_048_576)} MB above the start`;
}
