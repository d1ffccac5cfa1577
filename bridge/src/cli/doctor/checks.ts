import { connectFleet, platformKeyCount } from '../../app/adapters.ts';
import { composeRegistry, type Registry } from '../../app/registry.ts';
import { moodleSites } from '../../app/moodle-sites.ts';
import { inspectMoodles } from '../moodle-inspection.ts';
import { addressCheck } from './checks/address.ts';
import { clockCheck } from './checks/clock.ts';
import { conferenceCheck } from './checks/conference.ts';
import { databaseCheck } from './checks/database.ts';
import { directoryCheck } from './checks/directory.ts';
import { diskCheck } from './checks/disk.ts';
import { jicofoCheck } from './checks/jicofo.ts';
import { ltiCheck } from './checks/lti.ts';
import { mailCheck } from './checks/mail.ts';
import { maintenanceCheck } from './checks/maintenance.ts';
import { mediaCheck } from './checks/media.ts';
import { moodleCheck } from './checks/moodle.ts';
import { panelCheck } from './checks/panel.ts';
import { prosodyCheck } from './checks/prosody.ts';
import { redisCheck } from './checks/redis.ts';
import { secretsCheck } from './checks/secrets.ts';
import { smsCheck } from './checks/sms.ts';
import { tlsCheck } from './checks/tls.ts';
import { turnCheck } from './checks/turn.ts';
import { videobridgesCheck } from './checks/videobridges.ts';
import { usableDatabase, type Context } from './context.ts';
import type { Check } from './result.ts';

/** All checks, what others depend on first. */
export function checksOf(context: Context): Check[] {
  const { config } = context;
  const { jitsi } = connectFleet(config);
  const database = usableDatabase(context);
  let made: Promise<Registry | null> | undefined;
  const registry = () =>
    (made ??= database().then((db) => db && composeRegistry({ ...context, db })));
  return [
    diskCheck(config),
    databaseCheck(context),
    secretsCheck({ config, database, file: 'campus-meet.env' }),
    maintenanceCheck(context, database),
    panelCheck(config),
    redisCheck(config),
    tlsCheck(context),
    clockCheck(context, async () => [
      config.JITSI_LIBRARY_URL,
      config.JITSI_COMMANDS_URL,
      ...moodleSites(config).map(({ wwwroot }) => wwwroot),
      ...((await (await registry())?.ltiLaunches.platforms()) ?? []).map(({ issuer }) => issuer),
    ]),
    directoryCheck(config),
    moodleCheck(moodleSites(config).length > 0, async () => {
      const found = await registry();
      return found && inspectMoodles({ ...context, registry: found });
    }),
    ltiCheck({
      known: async () => {
        const found = await registry();
        return found && { ...found.ltiLaunches, ...found.syncService };
      },
      keyCount: (jwksUrl) => platformKeyCount(config, jwksUrl),
    }),
    mailCheck(config),
    smsCheck(config),
    addressCheck(config),
    conferenceCheck(context),
    prosodyCheck(context),
    jicofoCheck(jitsi),
    videobridgesCheck(jitsi),
    mediaCheck(context),
    turnCheck(context),
  ];
}
