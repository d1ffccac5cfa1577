import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort, { portNumbers } from 'get-port';
import { prepareDemo } from '../../plugin/demo-campus/demo.ts';
import type { DemoPorts } from '../../plugin/demo-campus/ports.ts';

/** A demo that has never run, with everybody registered. */
interface PreparedDemo {
  ports: DemoPorts;
  dataFolder: string;
  remove: () => void;
}

/**
 * Where the processes of one `npm test` leave what they prepare, so that a later one finds it: those that run side by
 * side, each in a place of its own. Whoever runs otherwise keeps it to itself.
 */
const left = process.env['PREPARED_DEMOS'];

let shared: Promise<Omit<PreparedDemo, 'remove'>> | undefined;

/**
 * A demo of the caller's own. To register everybody takes longer than most tests do: that is done once by each process
 * that runs tests, and copied. The addresses of a campus are in its data, so all copies have the same ports, and one
 * ends before the next starts.
 */
export async function aPreparedDemo(): Promise<PreparedDemo> {
  shared ??= prepare().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  const { ports, dataFolder: original } = await shared;
  const folder = newFolder();
  const dataFolder = join(folder, 'demo');
  cpSync(original, dataFolder, { recursive: true });
  return { ports, dataFolder, remove: () => remove(folder) };
}

async function prepare() {
  const folder =
    left === undefined ? ownFolder() : join(left, process.env['MOCHA_WORKER_ID'] ?? '0');
  const dataFolder = join(folder, 'demo');
  const isReady = join(folder, 'ports.json');
  if (!existsSync(isReady)) {
    const ports = await freePorts();
    await prepareDemo({ ports, dataFolder });
    writeFileSync(isReady, JSON.stringify(ports));
  }
  return { ports: JSON.parse(readFileSync(isReady, 'utf8')) as DemoPorts, dataFolder };
}

function ownFolder(): string {
  const folder = newFolder();
  process.once('exit', () => remove(folder));
  return folder;
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'campus-meet-demo-'));
const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/**
 * Below the ports that the system hands out by itself (from 32768 on Linux), where a browser's connections would take
 * one before the demo has it; and for each of the processes that run tests side by side others.
 */
const firstPort = 10_000 + (process.pid % 100) * 200;
const freePort = () => getPort({ port: portNumbers(firstPort, firstPort + 199) });

const freePorts = async (): Promise<DemoPorts> => ({
  campus: await freePort(),
  bridge: await freePort(),
  jitsiWeb: await freePort(),
  prosodyHttp: await freePort(),
  prosodyC2s: await freePort(),
  prosodyComponents: await freePort(),
  focus: await freePort(),
  videobridge1: await freePort(),
  videobridge2: await freePort(),
  ldap: await freePort(),
  smtp: await freePort(),
});
