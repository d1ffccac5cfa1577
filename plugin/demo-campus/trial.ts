import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { runBridgeCommand } from './bridge-process.ts';
import { startCampus, type Ends } from './campus-servers.ts';
import { ldifOf } from './directory/ldif.ts';
import { campusEnvironment } from './environment.ts';
import { addressesOf, portsFrom, usualPorts } from './ports.ts';
import { firstCommands } from './set-up.ts';

/**
 * The demo's campus alone, for a trial of real servers: `trial.ts prepare|serve FOLDER`. `prepare` writes the settings
 * by which a bridge finds the campus, and its directory; `serve` is the LMS, the mailbox and the SMS gateway, and
 * registers the bridge of CAMPUS_MEET_DATABASE at its first start. See docker/README.md.
 */
async function main([command = '', folder = '']: readonly string[]): Promise<void> {
  if (folder === '' || !['prepare', 'serve'].includes(command)) {
    console.error('trial.ts prepare|serve FOLDER');
    process.exit(64);
  }
  const started: Ends = [];
  const campus = await open(folder, started);
  await campus.keep();
  if (command === 'prepare') await prepare(folder, campus);
  else await serve(folder, campus);
  for (const end of started.reverse()) await end();
}

const ports = portsFrom(Number(process.env['DEMO_PORT'] || usualPorts.campus));

type Opened = Awaited<ReturnType<typeof open>>;

async function open(folder: string, started: Ends) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const usual = addressesOf(ports);
  const addresses = { ...usual, bridge: process.env['CAMPUS_MEET_URL'] ?? usual.bridge };
  const dataFolder = join(folder, 'campus');
  const onLog = (part: string, line: string): void => console.log(`${part}: ${line}`);
  const options = { ports, addresses, dataFolder, hasDirectory: false, onLog };
  const campus = await startCampus(options, started);
  return { ...campus, addresses, dataFolder };
}

async function prepare(folder: string, { campus, secrets, addresses }: Opened): Promise<void> {
  const settings = campusEnvironment({ addresses, ports, secrets });
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(folder, 'campus.env'), lines.join(''), { mode: 0o600 });
  await writeFile(join(folder, 'people.ldif'), ldifOf(campus, secrets), { mode: 0o600 });
  console.log('campus.env: settings of the bridge for this campus\npeople.ldif: its directory');
}

/** Until it is ended. */
async function serve(folder: string, campus: Opened): Promise<void> {
  const ended = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve);
  });
  const isRegistered = join(folder, 'registered');
  if (!existsSync(isRegistered)) {
    const settings = parseEnv(await readFile(join(folder, 'campus.env'), 'utf8'));
    for (const args of await firstCommands(campus)) {
      console.log(await runBridgeCommand(args, settings as Record<string, string>));
    }
    await writeFile(isRegistered, '');
  }
  console.log(`The campus is at ${campus.addresses.campus}; everybody's password is in README.md.`);
  await ended;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
