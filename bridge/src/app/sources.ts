import {
  createLdapSource,
  inspectDirectory,
  type Inspection,
  type LdapSettings,
} from '../adapters/ldap/index.ts';
import { createMoodleClient, createMoodleSource } from '../adapters/moodle/index.ts';
import type { RosterSource } from '../features/directory/sync/index.ts';
import type { Log } from '../kernel/log.ts';
import type { Settings } from './config.ts';
import { moodleSites } from './moodle-sites.ts';

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
