import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { composeBridge } from './app/compose.ts';
import { ConfigurationError, databaseSettings, readConfig, type Settings } from './app/config.ts';
import { makeReady } from './app/ready.ts';
import { systemClock } from './kernel/clock.ts';
import { openDatabase } from './kernel/database.ts';
import { createLog, type Log } from './kernel/log.ts';

// config → compose → listen → close
if (existsSync('campus-meet.env')) process.loadEnvFile('campus-meet.env');
const config = readOrExit();
const log = createLog(config.CAMPUS_MEET_LOG);
await serve(config, log).catch((error: unknown) => {
  log.fatal({ err: error }, 'the bridge could not start');
  process.exitCode = 1;
});

function readOrExit(): Settings {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

async function serve(settings: Settings, logger: Log): Promise<void> {
  const db = openDatabase(databaseSettings(settings));
  await makeReady({ config: settings, db, log: logger });
  const bridge = composeBridge({ config: settings, db, clock: systemClock, log: logger });
  await bridge.prepare();
  await bridge.registry.rosters.recover();
  const [host, port] = settings.CAMPUS_MEET_LISTEN.split(':');
  bridge.server.listen(Number(port), host);
  await once(bridge.server, 'listening');
  logger.info({ address: settings.CAMPUS_MEET_LISTEN }, 'the bridge listens');
  process.send?.('ready');
  const stop = async (): Promise<void> => {
    await bridge.close();
    await db.destroy();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  // Started by another process (the demo): when that one is gone, so are we.
  process.once('disconnect', () => void stop());
}
