import { appendFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { demoPassword } from './data/people.ts';
import { startDemo, type RunningDemo } from './demo.ts';
import { featured } from './portal/featured.ts';
import { portNames, portsFrom, usualPorts, type DemoPorts } from './ports.ts';

/**
 * `npm start`: the demo, until Ctrl-C, on its usual ports or from DEMO_PORT on, with what was there at the end of the
 * last one. `--fresh` begins anew; `--check-ports` only looks.
 */
const dataFolder = join(import.meta.dirname, '../../.data');
const logFile = join(dataFolder, 'demo.log');

async function main(): Promise<void> {
  const ports = portsFrom(Number(process.env['DEMO_PORT'] || usualPorts.campus));
  const taken = await takenPorts(ports);
  if (taken.length > 0) {
    console.error('\n✗ The demo cannot start:');
    for (const name of taken) {
      console.error(`  port ${ports[name]} (${portNames[name]}) is taken by another program.`);
    }
    const free = await freeFrom(ports.campus + 100);
    console.error(
      '  Is the demo running already? Otherwise end that program, or take other ports:',
    );
    console.error(`    DEMO_PORT=${free} npm start\n`);
    process.exit(1);
  }
  if (process.argv.includes('--check-ports')) return;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => abort.abort());
  }
  try {
    await run(ports, abort.signal);
  } catch (error) {
    console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}\n`);
    console.error(`  What each part said is in ${logFile}\n`);
    process.exit(1);
  }
}

async function run(ports: DemoPorts, signal: AbortSignal): Promise<void> {
  const demo = await startDemo({
    ports,
    // The addresses are in what is kept: each set of ports has a folder of its own.
    dataFolder: join(
      dataFolder,
      ports.campus === usualPorts.campus ? 'demo' : `demo-${ports.campus}`,
    ),
    isFresh: process.argv.includes('--fresh'),
    step: (what) => console.log(`• ${what} …`),
    onLog: (part, line) => appendFileSync(logFile, `${part}: ${line}\n`),
  });
  if (!signal.aborted) {
    greet(demo);
    await Promise.race([aborted(signal), failed(demo)]);
  }
  console.log('\n• stopping …');
  await demo.stop();
  console.log('• stopped');
  process.exit(0);
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });

async function failed({ bridge, prosody, media }: RunningDemo): Promise<never> {
  const part = await Promise.race([
    bridge.ended.then(() => 'The bridge'),
    prosody.ended.then(() => 'Prosody'),
    media.focus.ended.then(() => 'The focus'),
  ]);
  throw new Error(`${part} ended by itself.`);
}

function greet({ addresses }: RunningDemo): void {
  const people = featured
    .filter(({ group }) => group === 'teacher' || group === 'student')
    .slice(0, 8)
    .map(({ username, en }) => `    ${username.padEnd(12)} ${en}`);
  console.log(`
Campus Meet, on a demo campus
  portal    ${addresses.campus}            sign in as:
${people.join('\n')}
    everybody's password is "${demoPassword}"; all of them: ${addresses.campus}/people-of-the-demo
  mailbox   ${addresses.campus}/mailbox
  admin     ${addresses.bridge}/admin   log in as campus account admin (everything) or admin-03 (Software Engineering)
  login     ${addresses.bridge}/login   by phone, mail or campus number; codes come to the mailbox
  bridge    ${addresses.bridge}   (OpenAPI: /api/openapi.json)
  log       ${logFile}

To try it: sign in as t0001 in one browser and as s202300001 in another (or a private window),
open "Data Structures" in both, press Start meeting in the first and Join in the second.
Ctrl-C ends everything; the next start goes on from there (npm start -- --fresh begins anew).
`);
}

/** The next port of a campus with which all others are free as well. */
async function freeFrom(campus: number): Promise<number> {
  const taken = await takenPorts(portsFrom(campus));
  return taken.length === 0 || campus > 50_000 ? campus : freeFrom(campus + 100);
}

async function takenPorts(ports: DemoPorts): Promise<(keyof DemoPorts)[]> {
  const names = Object.keys(ports) as (keyof DemoPorts)[];
  const free = await Promise.all(names.map((name) => isFree(ports[name])));
  return names.filter((_, index) => !free[index]);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

await main();
