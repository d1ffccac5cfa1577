import { createCommands } from '../adapters/jitsi/commands.ts';
import { createEventReader } from '../adapters/jitsi/events.ts';
import { createJitsiFleet } from '../adapters/jitsi/fleet.ts';
import { createRoomTokens } from '../adapters/jitsi/room-token.ts';
import {
  createLdapLogin,
  createLdapLook,
  createLdapSource,
  inspectDirectory,
  type Inspection,
  type LdapSettings,
} from '../adapters/ldap/index.ts';
import {
  createMoodleClient,
  createMoodleMessages,
  createMoodleSource,
} from '../adapters/moodle/index.ts';
import { createLti, tryPlatformKeys } from '../adapters/lti/index.ts';
import { joinByRedis } from '../adapters/redis/index.ts';
import { createSmsCarrier } from '../adapters/sms/carrier.ts';
import { createSmtpCarrier } from '../adapters/smtp/carrier.ts';
import { createWebPushCarrier } from '../adapters/web-push/carrier.ts';
import type { RosterSource } from '../features/directory/sync/index.ts';
import type { KeyStore } from '../features/access/lti/index.ts';
import type { CarrierNeeds } from '../features/notifications/index.ts';
import type { Carriers } from '../features/notifications/outbox/index.ts';
import { readPrivateHosts } from '../kernel/addresses.ts';
import type { Log } from '../kernel/log.ts';
import type { Deps, Settings } from './config.ts';
import { moodleSites } from './moodle-sites.ts';
import { keysOf } from './sealing.ts';

type AdapterDeps = Pick<Deps, 'config' | 'clock' | 'log'>;

/** The conference server as the bridge sees it: commands, events, tokens, and where browsers find it. */
export function connectConference({ config, clock }: Pick<Deps, 'config' | 'clock'>) {
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

/** Jicofo and its videobridges, and the rules that Jicofo goes by. */
export function connectFleet(config: Settings) {
  const most = config.JICOFO_MAX_BRIDGE_PARTICIPANTS;
  return {
    jitsi: createJitsiFleet({
      focusUrl: config.JICOFO_URL,
      videobridgeUrls: config.VIDEOBRIDGE_URLS,
    }),
    rules: {
      stressThreshold: config.JICOFO_STRESS_THRESHOLD,
      mostOfOneMeeting: most < 0 ? null : most,
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
  (deps: AdapterDeps) =>
  (needs: CarrierNeeds): Carriers => {
    const { config, clock } = deps;
    return {
      ...mailCarrier(config, needs),
      ...smsCarrier(config),
      ...lmsCarrier(deps),
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

function lmsCarrier({ config, log }: AdapterDeps): Carriers {
  const { MOODLE_URL: wwwroot, MOODLE_TOKEN: token } = config;
  if (wwwroot === undefined || token === undefined || !config.MOODLE_MESSAGES) return {};
  return { lms: createMoodleMessages(createMoodleClient({ wwwroot, token, retries: 0 }, log)) };
}

/** Whom push services may write to (RFC 8292, 2.1). */
const contactOf = ({ MAIL_FROM: address, CAMPUS_MEET_URL: url }: Settings): string =>
  address === undefined ? new URL(url).origin : `mailto:${address}`;

/** Speaks LTI, with our keys wherever they are kept. */
export const ltiProtocol =
  ({ config, clock }: Pick<Deps, 'config' | 'clock'>) =>
  (keyStore: KeyStore) =>
    createLti({
      keyStore,
      clock,
      allowLoopbackHttp: config.LTI_ALLOW_HTTP,
      privateHosts: readPrivateHosts(config.PRIVATE_SERVICE_HOSTS),
    });

/** Reads a platform's key set as launches do, and answers how many keys it has. @throws Failure lti/… */
export const platformKeyCount = (config: Settings, jwksUrl: string): Promise<number> =>
  tryPlatformKeys(
    {
      allowLoopbackHttp: config.LTI_ALLOW_HTTP,
      privateHosts: readPrivateHosts(config.PRIVATE_SERVICE_HOSTS),
    },
    jwksUrl,
  );

/** What joins this bridge's sockets and counts with the other bridges'; null where it is alone. */
export const joinBridges = ({ config, log }: Pick<Deps, 'config' | 'log'>) =>
  config.REDIS_URL === undefined
    ? null
    : joinByRedis(config.REDIS_URL, { log, key: keysOf(config, 'rates').key });

/** Logging in with the directory's own password; null where that is not configured. */
export function directoryLogin(config: Settings) {
  const settings = directorySettings(config);
  return settings && config.LOGIN_LDAP.length > 0
    ? createLdapLogin(settings, config.LOGIN_LDAP)
    : null;
}

/** Looks one person up in the directory; null where none is configured. */
export function directoryLook(config: Settings) {
  const settings = directorySettings(config);
  return settings && createLdapLook(settings);
}

/** The roster sources that the configuration names. */
export function configuredSources(config: Settings, log: Log): RosterSource[] {
  return [...directory(config), ...moodle(config, log)];
}

function moodle(config: Settings, log: Log): RosterSource[] {
  return moodleSites(config).map(({ source, wwwroot, token }) => {
    const call = createMoodleClient({ wwwroot, token }, log);
    return createMoodleSource(call, { name: source, wwwroot });
  });
}

function directory(config: Settings): RosterSource[] {
  const settings = directorySettings(config);
  return settings ? [createLdapSource(settings)] : [];
}

/** Tries the directory without changing anything; null where none is configured. */
export function directoryInspection(config: Settings): (() => Promise<Inspection>) | null {
  const settings = directorySettings(config);
  return settings && (() => inspectDirectory(settings));
}

/** What the directory adapter is told; null where no directory is configured. */
export function directorySettings(config: Settings): LdapSettings | null {
  const { LDAP_URL: url, LDAP_BASE: base, LDAP_SETTINGS: own } = config;
  if (url === undefined) return null;
  const dn = config.LDAP_BIND_DN;
  const { people, units, ...rest } = withoutUndefined(own);
  return {
    name: 'ldap',
    url,
    dialect: config.LDAP_DIALECT,
    startTls: config.LDAP_START_TLS,
    bind: dn === '' ? null : { dn, password: config.LDAP_BIND_PASSWORD },
    people: { base, ...people },
    units: units === null ? null : { base, ...units },
    ...rest,
  };
}

type Defined<T> = T extends readonly unknown[] | null | string | number
  ? T
  : { [K in keyof T]: Defined<Exclude<T[K], undefined>> };

// JSON knows no undefined: what a key holds is what was written there.
const withoutUndefined = <T>(value: T): Defined<T> => value as Defined<T>;
