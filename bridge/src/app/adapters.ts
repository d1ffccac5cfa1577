import { createCommands } from '../adapters/jitsi/commands.ts';
import { createEventReader } from '../adapters/jitsi/events.ts';
import { createRoomTokens } from '../adapters/jitsi/room-token.ts';
import { createMoodleClient, createMoodleMessages } from '../adapters/moodle/index.ts';
import { createSmsCarrier } from '../adapters/sms/carrier.ts';
import { createSmtpCarrier } from '../adapters/smtp/carrier.ts';
import { createWebPushCarrier } from '../adapters/web-push/carrier.ts';
import type { CarrierNeeds } from '../features/notifications/index.ts';
import type { Carriers } from '../features/notifications/outbox/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Settings } from './config.ts';

interface AdapterParts {
  config: Settings;
  clock: Clock;
  log: Log;
}

/** The conference server as the bridge sees it: commands, events, tokens, and where browsers find it. */
export function connectConference({ config, clock }: Pick<AdapterParts, 'config' | 'clock'>) {
  const secret = config.JITSI_MESSAGE_SECRET;
  return {
    server: createCommands({ url: config.JITSI_COMMANDS_URL, secret, clock }),
    events: createEventReader({ secret, clock }),
    tokens: createRoomTokens({
      secret: config.JITSI_APP_SECRET,
      issuer: config.JITSI_APP_ID,
      audience: config.JITSI_AUDIENCE,
      domain: config.JITSI_DOMAIN,
      clock,
    }),
    address: {
      domain: config.JITSI_DOMAIN,
      muc: config.JITSI_MUC,
      focus: config.JITSI_FOCUS,
      serviceUrl: config.JITSI_SERVICE_URL,
      libraryUrl: config.JITSI_LIBRARY_URL,
    },
  };
}

/** The conference server's origins: what the panel's content policy must let through. */
export function conferenceOrigins(config: Settings): string[] {
  const service = new URL(config.JITSI_SERVICE_URL);
  const http = `${service.protocol.replace('ws', 'http')}//${service.host}`;
  const library = new URL(config.JITSI_LIBRARY_URL).origin;
  return [...new Set([`${service.protocol}//${service.host}`, http, library])];
}

/** The providers of mail, text messages, web push and messages in the LMS that the configuration names. */
export const configuredCarriers =
  (parts: AdapterParts) =>
  (needs: CarrierNeeds): Carriers => {
    const { config, clock } = parts;
    return {
      ...mailCarrier(config, needs),
      ...smsCarrier(config),
      ...lmsCarrier(parts),
      push: createWebPushCarrier({
        keys: needs.pushKeys,
        contact: contactOf(config),
        subscriptions: needs.subscriptions,
        allowPrivate: config.WEB_PUSH_ALLOW_PRIVATE,
        clock,
      }),
    };
  };

function mailCarrier(config: Settings, { productName }: CarrierNeeds): Carriers {
  const { SMTP_URL: url, MAIL_FROM: address } = config;
  if (url === undefined || address === undefined) return {};
  const from = {
    // Asked for each mail: a campus may give the product another name.
    get name() {
      return productName();
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

function lmsCarrier({ config, log }: AdapterParts): Carriers {
  const { MOODLE_URL: wwwroot, MOODLE_TOKEN: token } = config;
  if (wwwroot === undefined || token === undefined || !config.MOODLE_MESSAGES) return {};
  return { lms: createMoodleMessages(createMoodleClient({ wwwroot, token, retries: 0 }, log)) };
}

/** Whom push services may write to (RFC 8292, 2.1). */
const contactOf = ({ MAIL_FROM: address, CAMPUS_MEET_URL: url }: Settings): string =>
  address === undefined ? new URL(url).origin : `mailto:${address}`;
