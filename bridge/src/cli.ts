import { existsSync } from 'node:fs';
import { ConfigurationError, databaseSettings, readConfig, type Deps } from './app/config.ts';
import { directoryInspection } from './app/adapters.ts';
import { makeReady, makeUsable } from './app/ready.ts';
import { composeRegistry } from './app/registry.ts';
import { composeFleet } from './cli/fleet.ts';
import { sealingOf } from './app/sealing.ts';
import { adminsCommand, adminsUsage } from './cli/admins.ts';
import { backupCommand, backupUsage, restoreCommand } from './cli/backup/index.ts';
import { directoryCommand, directoryUsage } from './cli/directory.ts';
import { doctorCommand, doctorUsage } from './cli/doctor/index.ts';
import { jitsiCommand, jitsiUsage } from './cli/jitsi.ts';
import { maintenanceCommand, maintenanceUsage } from './cli/maintenance.ts';
import { connectCommand, connectUsage } from './cli/moodle-connect.ts';
import { pluginCommand, pluginUsage } from './cli/moodle-plugin.ts';
import { moodleCommand, moodleUsage } from './cli/moodle.ts';
import { inspectMoodles } from './cli/moodle-inspection.ts';
import { outboxCommand, outboxUsage } from './cli/outbox.ts';
import { planCommand, planUsage } from './cli/plan.ts';
import { platformsCommand, platformsUsage } from './cli/platforms.ts';
import { portalsCommand, portalsUsage } from './cli/portals.ts';
import { newSecretCommand, secretsCommand, secretsUsage } from './cli/secrets.ts';
import { settingsCommand, settingsUsage } from './cli/settings.ts';
import { createMaintenance } from './features/operations/maintenance/index.ts';
import { createOutbox } from './features/notifications/outbox/index.ts';
import { videobridgesCommand, videobridgesUsage } from './cli/videobridges.ts';
import { syncCommand, syncUsage } from './cli/sync.ts';
import { systemClock } from './kernel/clock.ts';
import { createEvents } from './kernel/events.ts';
import { openDatabase } from './kernel/database.ts';
import { createLog } from './kernel/log.ts';

const usage = `npm run campus -- <command>

${doctorUsage}

${backupUsage}

${maintenanceUsage}

${videobridgesUsage}

${platformsUsage}

${portalsUsage}

${adminsUsage}

${syncUsage}

${directoryUsage}

${moodleUsage}

${connectUsage}

${pluginUsage}

${outboxUsage}

${secretsUsage}

${settingsUsage}

${planUsage}

${jitsiUsage}`;

/** Commands that need neither a configuration nor a database. Each answers its exit code. */
const commandsAside: Record<string, (args: string[]) => number | Promise<number>> = {
  settings: (args) => settingsCommand(console.log, args),
  plan: (args) => planCommand(args, console.log),
  jitsi: (args) => jitsiCommand(args, console.log),
  'moodle-plugin': (args) => pluginCommand(args, console.log),
};

/** One of them, where it is; `secrets` is one only when it makes a new one. */
const asideOf = (command: string, [action]: readonly string[]) =>
  command === 'secrets' && action === 'new'
    ? () => newSecretCommand(console.log)
    : commandsAside[command];

/** Commands that work on the database. Each answers its exit code. */
const commands: Record<string, (deps: Deps, args: string[]) => Promise<number>> = {
  sync: (deps, args) => syncCommand(composeRegistry(deps).syncService, args, console.log),
  directory: ({ config }) => directoryCommand(directoryInspection(config), console.log),
  moodle: (deps, args) =>
    moodleCommand(
      (source) => inspectMoodles({ ...deps, registry: composeRegistry(deps) }, source),
      args,
      console.log,
    ),
  'moodle-connect': (deps, args) =>
    connectCommand(
      composeRegistry(deps).moodles,
      { args, address: deps.config.CAMPUS_MEET_URL },
      console.log,
    ),
  platforms: (deps, args) => platformsCommand(composeRegistry(deps).ltiLaunches, args, console.log),
  portals: (deps, args) => {
    const { portals, moodles } = composeRegistry(deps);
    return portalsCommand({ ...portals, disconnect: moodles.disconnect }, args, console.log);
  },
  admins: (deps, args) => adminsCommand(composeRegistry(deps), args, console.log),
  outbox: (deps, args) =>
    outboxCommand(
      // It only looks and puts back: bridges send.
      createOutbox({ ...deps, sealing: sealingOf(deps.config), carriers: {} }),
      args,
      console.log,
    ),
  secrets: (deps, args) => secretsCommand(deps, args, console.log),
  videobridges: (deps, args) =>
    videobridgesCommand({ fleet: composeFleet(deps) }, args, console.log),
  maintenance: ({ db, clock, log }, args) =>
    maintenanceCommand(
      {
        maintenance: createMaintenance({ db, clock, events: createEvents(log) }),
        now: () => clock.now(),
      },
      args,
      console.log,
    ),
};

/** Commands that take the database as it is: it is neither migrated nor sealed before. */
const unpreparedCommands: Record<
  string,
  (environment: NodeJS.ProcessEnv, args: string[], print: (line: string) => void) => Promise<number>
> = {
  doctor: doctorCommand,
  backup: backupCommand,
  restore: restoreCommand,
};

// Exit codes follow sysexits(3): 64 wrong use, 78 wrong configuration.
process.exit(await run(process.argv.slice(2)));

async function run([command = '', ...args]: string[]): Promise<number> {
  const aside = asideOf(command, args);
  if (aside) return aside(args);
  if (existsSync('campus-meet.env')) process.loadEnvFile('campus-meet.env');
  const perform = commands[command];
  const unprepared = unpreparedCommands[command];
  if (!perform && !unprepared) {
    console.log(usage);
    return command === 'help' ? 0 : 64;
  }
  try {
    if (unprepared) return await unprepared(process.env, args, console.log);
    return perform ? await withDatabase(command, (deps) => perform(deps, args)) : 64;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    return 78;
  }
}

async function withDatabase(
  command: string,
  work: (deps: Deps) => Promise<number>,
): Promise<number> {
  const config = readConfig(process.env);
  const log = createLog('warn');
  const db = openDatabase(databaseSettings(config));
  try {
    const deps = { config, db, log };
    // What is wrong with the secrets is told by the command that looks at them.
    if (command === 'secrets') await makeUsable(deps);
    else await makeReady(deps);
    return await work({ ...deps, clock: systemClock });
  } finally {
    await db.destroy();
  }
}
