import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { composeBridge } from './app/bridge.ts';
import { ConfigurationError, databaseSettings, readConfig, type Settings } from './app/config.ts';
import { AddressTakenError, holdAddress } from './app/http/http-server.ts';
import { makeReady } from './app/ready.ts';
import { systemClock } from './kernel/clock.ts';
import { openDatabase } from './kernel/database.ts';
import { createLog, type Log } from './kernel/log.ts';

/** Whatever still runs after so long is left: it is taken up again at the next start. Milliseconds. */
const stopWithinMs = 9_000;

// config → listen → database → compose → close. What is written is nobody else's to read.
process.umask(0o077);
try {
  if (existsSync('campus-meet.env')) process.loadEnvFile('campus-meet.env');
  const config = readConfig(process.env);
  const log = createLog(config.CAMPUS_MEET_LOG);
  // Before anything else is touched: a second bridge by mistake must not migrate, send or clean up.
  const { server, ready } = await holdAddress(config.CAMPUS_MEET_LISTEN);
  await serve(config, log, { server, ready });
} catch (error) {
  refuse(error);
}

interface Held {
  server: Server;
  ready: () => void;
}

async function serve(config: Settings, log: Log, { server, ready }: Held): Promise<void> {
  const db = openDatabase(databaseSettings(config));
  await makeReady({ config, db, log });
  ready();
  const bridge = composeBridge({ config, db, clock: systemClock, log }, server);
  await bridge.prepare();
  await bridge.registry.syncService.recover();
  const stop = async (): Promise<void> => {
    setTimeout(() => {
      log.warn('stopped with something under way');
      process.exit(0);
    }, stopWithinMs).unref();
    await bridge.close();
    await db.destroy();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  // Started by another process (the demo): when that one is gone, so are we.
  process.once('disconnect', () => void stop());
  // Only now: whoever hears of it may stop us at once.
  log.info({ address: config.CAMPUS_MEET_LISTEN }, 'the bridge listens');
  process.send?.('ready');
}

/** Exit codes follow sysexits(3): 78 wrong configuration; everything else is 1. */
function refuse(error: unknown): never {
  const isKnown = error instanceof ConfigurationError || error instanceof AddressTakenError;
  if (isKnown) process.stderr.write(`${error.message}\n`);
  else createLog('error').fatal({ err: error }, 'the bridge could not start');
  process.exit(error instanceof ConfigurationError ? 78 : 1);
}
