import { createECDH, randomBytes } from 'node:crypto';
import { readConfig, type Settings } from '../src/app/config.ts';
import { newVapidKeys } from '../src/adapters/web-push/carrier.ts';
import { composeRegistry } from '../src/app/registry.ts';
import { sealedColumns, sealingOf } from '../src/app/sealing.ts';
import { createSeries, getSeries } from '../src/features/meetings/admission/contract.ts';
import { privateKeyColumn } from '../src/features/access/lti/index.ts';
import { subscribe } from '../src/features/notifications/sending/contract.ts';
import { pushColumns } from '../src/features/notifications/sending/index.ts';
import { createOutbox, createStoredKeys } from '../src/features/notifications/outbox/index.ts';
import type { Database } from '../src/kernel/database.ts';
import type { SealedColumn, Sealing } from '../src/kernel/sealing.ts';
import { newSecret } from '../src/kernel/ids.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { runBridge } from './call-fixture.ts';
import { runRawBridge } from './raw-bridge.ts';
import { campus } from './campus.ts';

const guestPassword = 'Kw7-geheim';
const portalSecret = 'jR5tYb2XqN8wLm0ZcVd6Hs3Kp9Gf1Ua4';
const mailText = 'your code is 482913';
const portal = {
  issuer: 'https://my.uni.test',
  name: 'Intranet',
  origins: ['https://my.uni.test'],
  trust: { kind: 'secret' as const, secret: portalSecret },
};

/** A bridge that keeps one of every sort of secret, each made as people make it. */
export async function secretFixture(db: Database) {
  const log = createLog('silent');
  const deps = (config: Settings) => ({ config, db, clock: systemClock, log });
  const config = readConfig(bridgeSettings);
  const host = await campus(db, systemClock).person('Host');
  const bridge = await runRawBridge(db, systemClock);
  const made = await bridge.ask(host, createSeries, {
    body: { title: 'Algebra', admission: { guestPassword } },
  });
  const endpoint = `https://push.example.net/${newSecret()}`;
  const keys = {
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
  };
  await bridge.ask(host, subscribe, { body: { subscription: { endpoint, keys } } });
  await composeRegistry(deps(config)).portals.add(portal);
  await bridge.send({ method: 'GET', path: '/lti/jwks.json' });
  await createOutbox({ ...deps(config), sealing: sealingOf(config), carriers: {} }).add(db, {
    message: { kind: 'mail', to: 'a@uni.test', subject: 'x', text: mailText, html: '' },
    about: 'code',
  });
  await bridge.close();

  /** Every secret as a bridge with this configuration reads it. */
  const read = async (by: Settings): Promise<string[]> => {
    const sealing = sealingOf(by);
    const again = await runBridge(db, systemClock, secretsOf(by));
    const { reply } = await again.ask(host, getSeries, { params: { seriesId: made.reply.id } });
    await again.close();
    const [shared] = await composeRegistry(deps(by)).portals.list();
    const trust = shared?.trust ?? {};
    const kept = createStoredKeys({ db, clock: systemClock, sealing });
    const stop = await kept.keyOf('stop-mail', newSecret);
    const freshPair = () => JSON.stringify(newVapidKeys());
    const pair = await kept.keyOf('vapid', freshPair);
    const opened = (columns: SealedColumn[]) => openedOf(db, sealing, columns);
    const [privateKey = ''] = await opened([privateKeyColumn]);
    const { d } = JSON.parse(privateKey) as { d: string };
    return [
      ...[reply.admission.guestPassword ?? '', 'secret' in trust ? String(trust.secret) : ''],
      ...[d, (JSON.parse(pair) as { privateKey: string }).privateKey, stop],
      ...(await opened(Object.values(pushColumns))),
    ];
  };
  return { config, read, mailText, host, deps, seriesId: made.reply.id };
}

/** What is sealed in these columns of the first row of each table. */
const openedOf = (db: Database, sealing: Sealing, columns: SealedColumn[]): Promise<string[]> =>
  Promise.all(
    columns.map(async (column) => {
      const row = await db<Record<string, string>>(column.table).first();
      return sealing.open(column, row?.[column.row] ?? '', row?.[column.column] ?? '');
    }),
  );

const secretsOf = (by: Settings): Record<string, string> => ({
  CAMPUS_MEET_SECRET: by.CAMPUS_MEET_SECRET,
  CAMPUS_MEET_SECRET_OLD: by.CAMPUS_MEET_SECRET_OLD ?? '',
});

/** Puts what is sealed into the clear again, as versions before sealing kept it. */
export async function unseal(db: Database, config: Settings): Promise<void> {
  const sealing = sealingOf(config);
  for (const column of sealedColumns) {
    for (const row of (await db(column.table).select()) as Record<string, unknown>[]) {
      const kept = row[column.column];
      if (typeof kept !== 'string' || !kept.startsWith('sealed:')) continue;
      const text = sealing.open(column, String(row[column.row]), kept);
      await db(column.table)
        .where({ [column.row]: row[column.row] })
        .update({ [column.column]: text });
    }
  }
}
