import { existsSync } from 'node:fs';
import { ConfigurationError, databaseSettings, readConfig, type Parts } from './app/config.ts';
import { directoryInspection } from './app/adapters.ts';
import { makeReady, makeUsable } from './app/ready.ts';
import { composeRegistry } from './app/compose.ts';
import { sealingOf } from './app/sealing.ts';
import { adminsCommand, adminsUsage } from './cli/admins.ts';
import { directoryCommand, directoryUsage } from './cli/directory.ts';
import { moodleCommand, moodleUsage } from './cli/moodle.ts';
import { inspectMoodles } from './cli/moodle-inspection.ts';
import { outboxCommand, outboxUsage } from './cli/outbox.ts';
import { platformsCommand, platformsUsage } from './cli/platforms.ts';
import { portalsCommand, portalsUsage } from './cli/portals.ts';
import { secretsCommand, secretsUsage } from './cli/secrets.ts';
import { settingsCommand, settingsUsage } from './cli/settings.ts';
import { createOutbox } from './features/notifications/outbox/index.ts';
import { syncCommand, syncUsage } from './features/directory/sync/index.ts';
import { systemClock } from './kernel/clock.ts';
import { openDatabase } from './kernel/database.ts';
import { createLog } from './kernel/log.ts';

const usage = `npm run campus -- <command>

${platformsUsage}

${portalsUsage}

${adminsUsage}

${syncUsage}

${directoryUsage}

${moodleUsage}

${outboxUsage}

${secretsUsage}

${settingsUsage}`;

/** Commands that work on the database. Each answers its exit code. */
const commands: Record<string, (parts: Parts, args: string[]) => Promise<number>> = {
  sync: (parts, args) => syncCommand(composeRegistry(parts).syncService, args, console.log),
  directory: ({ config }) => directoryCommand(directoryInspection(config), console.log),
  moodle: (parts, args) =>
    moodleCommand(
      (source) => inspectMoodles({ ...parts, registry: composeRegistry(parts) }, source),
      args,
      console.log,
    ),
  platforms: (parts, args) =>
    platformsCommand(composeRegistry(parts).ltiLaunches, args, console.log),
  portals: (parts, args) => portalsCommand(composeRegistry(parts).portals, args, console.log),
  admins: (parts, args) => adminsCommand(composeRegistry(parts), args, console.log),
  outbox: (parts, args) =>
    outboxCommand(
      // It only looks and puts back: bridges send.
      createOutbox({ ...parts, sealing: sealingOf(parts.config), carriers: {} }),
      args,
      console.log,
    ),
  secrets: (parts, args) => secretsCommand(parts, args, console.log),
};

// Exit codes follow sysexits(3): 64 wrong use, 78 wrong configuration.
process.exit(await run(process.argv.slice(2)));

async function run([command = '', ...args]: string[]): Promise<number> {
  if (command === 'settings') return settingsCommand(console.log, args);
  const perform = commands[command];
  if (!perform) {
    console.log(usage);
    return command === 'help' ? 0 : 64;
  }
  if (existsSync('campus-meet.env')) process.loadEnvFile('campus-meet.env');
  try {
    return await withDatabase(command, (parts) => perform(parts, args));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    return 78;
  }
}

async function withDatabase(
  command: string,
  work: (parts: Parts) => Promise<number>,
): Promise<number> {
  const config = readConfig(process.env);
  const log = createLog('warn');
  const db = openDatabase(databaseSettings(config));
  try {
    const parts = { config, db, log };
    // What is wrong with the secrets is told by the command that looks at them.
    if (command === 'secrets') await makeUsable(parts);
    else await makeReady(parts);
    return await work({ ...parts, clock: systemClock });
  } finally {
    await db.destroy();
  }
}
