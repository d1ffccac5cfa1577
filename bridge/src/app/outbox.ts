import { createMoodleClient, createMoodleMessages } from '../adapters/moodle/index.ts';
import { createSmsCarrier } from '../adapters/sms/carrier.ts';
import { createSmtpCarrier } from '../adapters/smtp/carrier.ts';
import { createWebPushCarrier, newVapidKeys } from '../adapters/web-push/carrier.ts';
import { createSubscriptionRepository } from '../features/notifications/sending/index.ts';
import { createOutbox, keyOf, type Carriers } from '../features/notifications/outbox/index.ts';
import type { Settings } from './config.ts';
import type { RegistryParts } from './registry.ts';
import { sealingOf } from './sealing.ts';

type Parts = Pick<RegistryParts, 'config' | 'db' | 'clock' | 'log'>;

/** Web push's keys: made once, the same on every bridge of the database. */
export async function vapidKeys({ config, db, clock }: Pick<Parts, 'config' | 'db' | 'clock'>) {
  const fresh = () => JSON.stringify(newVapidKeys());
  const sealing = sealingOf(config);
  const kept = await keyOf({ db, sealing }, 'vapid', { fresh, now: clock.now() });
  return JSON.parse(kept) as ReturnType<typeof newVapidKeys>;
}

/** The outbox with the providers that the configuration names; the command line needs no more than this. */
export function composeOutbox(parts: Parts, sender = () => parts.config.CAMPUS_MEET_NAME) {
  const { db, clock, log } = parts;
  const sealing = sealingOf(parts.config);
  return createOutbox({ db, clock, log, sealing, carriers: configuredCarriers(parts, sender) });
}

/** @param sender who mail comes from, beside the address */
function configuredCarriers(parts: Parts, sender: () => string): Carriers {
  const { config, db, clock } = parts;
  return {
    ...mailCarrier(config, sender),
    ...smsCarrier(config),
    ...lmsCarrier(parts),
    push: createWebPushCarrier({
      keys: () => vapidKeys(parts),
      contact: contactOf(config),
      subscriptions: createSubscriptionRepository(db, sealingOf(config)),
      allowPrivate: config.WEB_PUSH_ALLOW_PRIVATE,
      clock,
    }),
  };
}

function mailCarrier(config: Settings, sender: () => string): Carriers {
  const { SMTP_URL: url, MAIL_FROM: address } = config;
  if (url === undefined || address === undefined) return {};
  const from = {
    // Asked for each mail: a campus may give the product another name.
    get name() {
      return sender();
    },
    address,
  };
  const requireTls = config.SMTP_TLS === 'required';
  return { mail: createSmtpCarrier({ url, requireTls, from }) };
}

function smsCarrier({ SMS_URL: url, SMS_SECRET: secret }: Settings): Carriers {
  return url === undefined || secret === undefined
    ? {}
    : { sms: createSmsCarrier({ url, secret }) };
}

function lmsCarrier({ config, log }: Parts): Carriers {
  const { MOODLE_URL: wwwroot, MOODLE_TOKEN: token } = config;
  if (wwwroot === undefined || token === undefined || !config.MOODLE_MESSAGES) return {};
  return { lms: createMoodleMessages(createMoodleClient({ wwwroot, token, retries: 0 }, log)) };
}

/** Whom push services may write to (RFC 8292, 2.1). */
const contactOf = ({ MAIL_FROM: address, CAMPUS_MEET_URL: url }: Settings): string =>
  address === undefined ? new URL(url).origin : `mailto:${address}`;
