import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { prosodyConfig, type ProsodySettings } from './configure.ts';

/** What to start, and what to do with Prosody's log lines. */
export interface ProsodyRun extends Omit<ProsodySettings, 'stopWithParent'> {
  /** Prosody's program, found on the PATH unless given. */
  program?: string;
  onLog?: (line: string) => void;
  /** Milliseconds to wait until it answers; a minute unless given. */
  patience?: number;
  /** Prosody as it would be without our module, to measure what the module costs. */
  withoutCampusMeet?: boolean;
}

export interface RunningProsody {
  /** `http://<address>:<port>`: below it /xmpp-websocket, /http-bind and /campus-meet/commands. */
  httpUrl: string;
  pid: number;
  /** Ends it and waits until it is gone; may be called twice. */
  stop: () => Promise<void>;
  /** Fulfilled with the exit code when it ends, by `stop` or by itself. */
  ended: Promise<number | null>;
}

/**
 * Starts a Prosody of our own: own configuration, data and ports, never the system's service. It
 * ends with this process, even when this process is killed.
 * @throws Error that names the taken port, the missing program or Prosody's own complaint
 */
export async function startProsody(run: ProsodyRun): Promise<RunningProsody> {
  await requireFreePort(run.address, run.httpPort);
  await requireFreePort(run.address, run.c2sPort);
  await requireFreePort(run.address, run.focus.port);
  await mkdir(join(run.dataFolder, 'data'), { recursive: true, mode: 0o700 });
  const config = join(run.dataFolder, 'prosody.cfg.lua');
  await writeFile(config, configurationOf(run), { mode: 0o600 });

  const child = spawn(run.program ?? 'prosody', ['-F', '--config', config], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C goes to the starter, which stops its children in its own order.
    detached: true,
  });
  const log = followLog(child, run.onLog);
  const ended = endOf(child);
  const httpUrl = `http://${run.address}:${run.httpPort}`;
  let stopping: Promise<void> | undefined;
  // Asked once only: a second signal, while Prosody gives up its handlers, would kill it in the middle.
  const stop = () => (stopping ??= stopChild(child, ended));
  try {
    const ready = run.withoutCampusMeet ? websocketAnswers(httpUrl) : moduleAnswers(httpUrl);
    await untilReady(ready, { log, ended, patience: run.patience ?? 60_000 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { httpUrl, pid: child.pid ?? 0, stop, ended };
}

function configurationOf({ withoutCampusMeet = false, ...run }: ProsodyRun): string {
  const text = prosodyConfig({ ...run, stopWithParent: true });
  return withoutCampusMeet ? text.replace('"campus_meet", ', '') : text;
}

function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'is taken by another program' : cause.message;
      reject(new Error(`Prosody cannot start: port ${port} on ${host} ${why}`, { cause }));
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}

interface Log {
  /** The last lines, for an error message. */
  tail: string[];
  /** The first complaint after which starting makes no sense. */
  complaint: () => string | undefined;
}

const fatal =
  /Failed to open server port|Error (?:initializing|loading) module|Unable to load|error in the configuration/iu;

function followLog(child: ChildProcess, onLog: ProsodyRun['onLog']): Log {
  const tail: string[] = [];
  let complaint: string | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 20) tail.shift();
      if (fatal.test(line)) complaint ??= line;
      onLog?.(line);
    });
  }
  return { tail, complaint: () => complaint };
}

/** A program that cannot be started ends at once, with its reason among the log lines. */
async function endOf(child: ChildProcess): Promise<number | null> {
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  } catch (error) {
    child.stderr?.emit('data', Buffer.from(`${String(error)}\n`));
    return null;
  }
}

interface Waiting {
  log: Log;
  ended: Promise<number | null>;
  patience: number;
}

async function untilReady(
  isReady: () => Promise<boolean>,
  { log, ended, patience }: Waiting,
): Promise<void> {
  const deadline = Date.now() + patience;
  const child = { isGone: false };
  void ended.then(() => (child.isGone = true));
  while (!(await isReady())) {
    const complaint = log.complaint();
    if (complaint) throw new Error(`Prosody cannot start: ${complaint}`);
    if (child.isGone) throw new Error(`Prosody ended while starting:\n${log.tail.join('\n')}`);
    if (Date.now() > deadline) throw new Error(`Prosody is not ready:\n${log.tail.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Our module takes POST only, so a GET is a 405. */
const moduleAnswers = (httpUrl: string) => async (): Promise<boolean> =>
  (await statusOf(`${httpUrl}/campus-meet/commands`)) === 405;

/** A page is answered where a websocket would be opened. */
const websocketAnswers = (httpUrl: string) => async (): Promise<boolean> =>
  (await statusOf(`${httpUrl}/xmpp-websocket`)) === 200;

/** Null while nobody answers. */
async function statusOf(url: string): Promise<number | null> {
  const reply = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => null);
  await reply?.body?.cancel();
  return reply?.status ?? null;
}

async function stopChild(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(killer);
}
