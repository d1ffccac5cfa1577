import { existsSync } from 'node:fs';
import { migrations } from '../migrations/index.ts';
import { ConfigurationError, databaseSettings, readConfig } from './app/config.ts';
import { composeRegistry } from './app/registry.ts';
import { platformsCommand, platformsUsage } from './cli/platforms.ts';
import { settingsCommand, settingsUsage } from './cli/settings.ts';
import { syncCommand, syncUsage } from './features/rosters/index.ts';
import { systemClock } from './kernel/clock.ts';
import { migrate, openDatabase } from './kernel/database.ts';
import { createLog } from './kernel/log.ts';

const usage = `npm run campus -- <command>

${platformsUsage}

${syncUsage}

${settingsUsage}`;

// Exit codes follow sysexits(3): 64 wrong use, 78 wrong configuration.
process.exit(await run(process.argv.slice(2)));

async function run([command = '', ...args]: string[]): Promise<number> {
  if (command === 'settings') return settingsCommand(console.log);
  if (command !== 'sync' && command !== 'platforms') {
    console.log(usage);
    return command === 'help' ? 0 : 64;
  }
  if (existsSync('campus-meet.env')) process.loadEnvFile('campus-meet.env');
  try {
    return await withRegistry(command, args);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    return 78;
  }
}

async function withRegistry(command: 'sync' | 'platforms', args: string[]): Promise<number> {
  const config = readConfig(process.env);
  const db = openDatabase(databaseSettings(config));
  try {
    await migrate(db, migrations);
    const log = createLog('warn');
    const registry = composeRegistry({ config, db, clock: systemClock, log });
    return command === 'sync'
      ? await syncCommand(registry.rosters, args, console.log)
      : await platformsCommand(registry.launches, args, console.log);
  } finally {
    await db.destroy();
  }
}
