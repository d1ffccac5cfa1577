import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { migrations } from '../migrations/index.ts';
import { composeBridge } from '../src/app/bridge.ts';
import { readConfig } from '../src/app/config.ts';
import { migrate, openDatabase, type Database } from '../src/kernel/database.ts';
import { adminFixture } from '../test/admin-fixture.ts';
import { bridgeSettings } from '../test/bridge-settings.ts';
import { guestOf } from '../test/raw-bridge.ts';

interface Figure {
  name: string;
  value: string;
}

/** As `npm run bench -- fuzz` takes it; by environment, because parts have no arguments. */
const examples = process.env['FUZZ_EXAMPLES'] ?? '10';
/** `coverage` tries each bound of each field besides, and takes an hour. */
const phases = process.env['FUZZ_PHASES'] ?? 'fuzzing';
const version = '4.32.5';
const checks =
  'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,' +
  'response_headers_conformance';

/** What would end the session that tries. */
const left = ['endSession', 'endOtherSessions', 'setPassword', 'askForErasure', 'stopWaiting'];

/**
 * Sends generated requests, right and wrong ones, to every operation of the OpenAPI document in six roles, and
 * tells what was answered with a 5xx or otherwise than declared. Only when it is named: it takes minutes.
 */
export async function bench(): Promise<Figure[]> {
  if (!process.argv.includes('fuzz')) return [{ name: 'left out', value: 'npm run bench -- fuzz' }];
  const program = await schemathesis();
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const db = openDatabase({ kind: 'sqlite', file: join(folder, 'fuzz.sqlite') });
  try {
    await migrate(db, migrations);
    return await inAllRoles({ program, folder }, db);
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inAllRoles(
  { program, folder }: { program: string; folder: string },
  db: Database,
): Promise<Figure[]> {
  const { base, tokens, close } = await campusBridge(db);
  const figures: Figure[] = [];
  let failed = 0;
  for (const [role, token] of tokens) {
    const { code, output } = await run(program, fuzzArguments(base, token), folder);
    const found = failuresIn(output);
    if (code !== 0) {
      failed += 1;
      process.stdout.write(output);
    }
    figures.push({ name: role, value: code === 0 ? '0 5xx, 0 off contract' : found });
  }
  await close();
  if (failed > 0) process.exitCode = 1;
  return figures;
}

const fuzzArguments = (base: string, token: string | null): string[] => [
  ...['run', `${base}/api/openapi.json`, '--checks', checks, '--phases', phases],
  ...['--max-examples', examples, '--seed', '1', '--workers', '1', '--no-shrink'],
  ...['--request-timeout', '30', '--generation-database', 'none', '--no-color'],
  ...['--continue-on-failure', '--warnings', 'off', '--suppress-health-check', 'all'],
  ...left.flatMap((id) => ['--exclude-operation-id', id]),
  ...(token === null ? [] : ['--header', `Authorization: Bearer ${token}`]),
];

/** The summary that the tool prints of what failed; its last lines where there is none. */
function failuresIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => /^(?:❌|✗|.*: \d+$)/u.test(line));
  return (told.length > 0 ? told : lines.slice(-3)).join('; ').slice(0, 300);
}

/** Mail and text messages are configured and go nowhere: what is asked of them is answered. */
const nearby = {
  SMTP_URL: 'smtp://127.0.0.1:9',
  SMTP_TLS: 'none',
  MAIL_FROM: 'meetings@uni.test',
  SMS_URL: 'http://127.0.0.1:9/',
  SMS_SECRET: 'q7Zr2mWx9',
  REGISTRATION_MAIL_DOMAINS: 'uni.test',
};

/** Says yes to every command, as a conference server does whose rooms are empty. */
async function conferenceStandIn() {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ ok: true, source: 'stand-in', sequence: 0, rooms: [] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/campus-meet/commands`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A bridge on loopback with two colleges, a running meeting and somebody of each role. */
async function campusBridge(db: Database) {
  const { clock, root, chief, plain, physicist, people } = await adminFixture(db);
  const log = pino({ level: process.env['FUZZ_LOG'] ?? 'silent' });
  const standIn = await conferenceStandIn();
  const config = readConfig({ ...bridgeSettings, ...nearby, JITSI_COMMANDS_URL: standIn.url });
  // Nobody is slowed: what the handlers answer is looked at.
  const bridge = composeBridge({ config, db, clock, log }, undefined, 1_000);
  await bridge.prepare();
  await new Promise<void>((resolve) => bridge.server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(bridge.server.address() as AddressInfo).port}`;
  const course = await people.course(physicist, [plain]);
  const started = await fetch(`${base}/api/courses/${course.id}/meetings`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${physicist.token}`, 'Content-Type': 'application/json' },
    body: '{}',
  });
  const meeting = (await started.json()) as { id: string };
  const tokens: [string, string | null][] = [
    ['nobody', null],
    ['guest', await guestOf(db, meeting.id, clock)],
    ['student', plain.token],
    ['teacher', physicist.token],
    ['department admin', chief.token],
    ['system admin', root.token],
  ];
  const close = async (): Promise<void> => {
    await bridge.close();
    standIn.close();
  };
  return { base, tokens, close };
}

/** Schemathesis in an environment of its own below .data; installed where it is missing. */
async function schemathesis(): Promise<string> {
  const folder = join(import.meta.dirname, '../../.data/fuzz');
  const program = process.env['SCHEMATHESIS'] ?? join(folder, 'bin/schemathesis');
  if (existsSync(program)) return program;
  const venv = await run('python3', ['-m', 'venv', folder]);
  if (venv.code !== 0) {
    throw new Error(
      'Python 3 with venv and pip is missing; install it (Debian: python3-venv) and try again.',
    );
  }
  const pip = await run(join(folder, 'bin/pip'), ['install', '-q', `schemathesis==${version}`]);
  if (pip.code !== 0) {
    throw new Error(`schemathesis could not be installed by pip: ${pip.output.slice(-500)}`);
  }
  return program;
}

function run(
  program: string,
  given: string[],
  cwd?: string,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, given, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => parts.push(part));
    }
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: parts.join('') }));
  });
}
