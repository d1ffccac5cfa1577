import { appendFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { renderUnicodeCompact } from 'uqr';
import { demoPassword } from './data/people.ts';
import { startDemo, type RunningDemo } from './demo.ts';
import { lanAddresses } from './lan-address.ts';
import { featured } from './portal/featured.ts';
import { portNames, portsFrom, usualPorts, type DemoPorts } from './ports.ts';

/**
 * `npm start`: the demo, until Ctrl-C, on its usual ports or from DEMO_PORT on, with what was there at the end of the
 * last one. `--fresh` begins anew; `--phone` lets browsers elsewhere in the network in; `--check-ports` only looks.
 */
const dataFolder = join(import.meta.dirname, '../../.data');
const logFile = join(dataFolder, 'demo.log');

async function main(): Promise<void> {
  const ports = portsFrom(Number(process.env['DEMO_PORT'] || usualPorts.campus));
  const lan = process.argv.includes('--phone') ? lanAddress() : undefined;
  const taken = await takenPorts(ports, lan);
  if (taken.length > 0) await refuse(ports, taken);
  if (process.argv.includes('--check-ports')) return;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => abort.abort());
  }
  try {
    await run({ ports, lan }, abort.signal);
  } catch (error) {
    console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}\n`);
    console.error(`  What each part said is in ${logFile}\n`);
    process.exit(1);
  }
}

/** Says which ports are taken, and which ones are not. */
async function refuse(ports: DemoPorts, taken: (keyof DemoPorts)[]): Promise<never> {
  console.error('\n✗ The demo cannot start:');
  for (const name of taken) {
    console.error(`  port ${ports[name]} (${portNames[name]}) is taken by another program.`);
  }
  const free = await freeFrom(ports.campus + 100);
  console.error('  Is the demo running already? Otherwise end that program, or take other ports:');
  console.error(`    DEMO_PORT=${free} npm start\n`);
  process.exit(1);
}

/** Where the demo is to be. */
interface Place {
  ports: DemoPorts;
  /** This machine's address in the network, where others may come in. */
  lan: string | undefined;
}

async function run({ ports, lan }: Place, signal: AbortSignal): Promise<void> {
  const demo = await startDemo({
    ports,
    ...(lan === undefined ? {} : { lan }),
    // The addresses are in what is kept: each set of ports has a folder of its own.
    dataFolder: join(
      dataFolder,
      ports.campus === usualPorts.campus ? 'demo' : `demo-${ports.campus}`,
    ),
    isFresh: process.argv.includes('--fresh'),
    changesSinceSync: true,
    step: (what) => console.log(`• ${what} …`),
    onLog: (part, line) => appendFileSync(logFile, `${part}: ${line}\n`),
  });
  if (!signal.aborted) {
    greet(demo);
    if (lan !== undefined) greetPhones(demo);
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

/** @throws Error in words where this machine is in no network */
function lanAddress(): string {
  const [found] = lanAddresses(networkInterfaces());
  const address = process.env['DEMO_MEDIA_ADDRESS'] ?? found;
  if (address !== undefined) return address;
  console.error('\n✗ This machine is in no network: a telephone cannot find it.');
  console.error(
    '  If it is, say by which address: DEMO_MEDIA_ADDRESS=192.168.1.23 npm start -- --phone\n',
  );
  process.exit(1);
}

function greetPhones({ addresses: { bridge } }: RunningDemo): void {
  const others = lanAddresses(networkInterfaces()).filter((one) => !bridge.includes(`/${one}:`));
  console.log(`A phone in the same network: scan this, or open ${bridge}

${forScanning(bridge)}

The certificate is this machine's own, so every browser warns once: choose "Advanced", then "Proceed"
(Safari: "Show Details", "visit this website"). Do so in the browser of this machine as well, at ${bridge},
before you open a course in the portal. Then join with the meeting ID or its QR code (in the meeting:
participants, Invite people), or log in with the campus account s202300001.
If nothing is found there, a firewall on this machine keeps port ${new URL(bridge).port} or the ports for media closed.${
    others.length === 0
      ? ''
      : `\nThis machine is also ${others.join(', ')}: DEMO_MEDIA_ADDRESS=${others[0] ?? ''} npm start -- --phone`
  }
`);
}

/** As a QR code, dark on light whatever the terminal's own colours are. */
function forScanning(text: string): string {
  const code = renderUnicodeCompact(text, { border: 2 });
  if (!process.stdout.isTTY) return code;
  const [white, black, usual] = ['\u001b[97m', '\u001b[40m', '\u001b[0m'];
  return code.replaceAll(/^.*$/gmu, (line) => `${white}${black}${line}${usual}`);
}

/** The next port of a campus with which all others are free as well. */
async function freeFrom(campus: number): Promise<number> {
  const taken = await takenPorts(portsFrom(campus));
  return taken.length === 0 || campus > 50_000 ? campus : freeFrom(campus + 100);
}

async function takenPorts(ports: DemoPorts, lan?: string): Promise<(keyof DemoPorts)[]> {
  const names = Object.keys(ports) as (keyof DemoPorts)[];
  const free = await Promise.all(
    names.map(async (name) => {
      const isInside = await isFree(ports[name], '127.0.0.1');
      return isInside && (lan === undefined || name !== 'bridge' || isFree(ports.bridge, lan));
    }),
  );
  return names.filter((_, index) => !free[index]);
}

const isFree = (port: number, address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, address, () => probe.close(() => resolve(true)));
  });

await main();
