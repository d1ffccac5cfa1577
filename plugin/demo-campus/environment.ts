import { join } from 'node:path';
import type { DemoAddresses, DemoPorts } from './ports.ts';

/** Made at the first start of the demo, and kept with its data. */
export interface DemoSecrets {
  bindDn: string;
  bindPassword: string;
  webServiceToken: string;
  smsKey: string;
  /** Between Prosody and the bridge. */
  message: string;
  /** Room tokens. */
  token: string;
  /** Seals what is secret in the bridge's database. */
  seal: string;
}

interface DemoPlace {
  addresses: DemoAddresses;
  ports: DemoPorts;
  secrets: DemoSecrets;
  dataFolder: string;
}

/** The bridge's settings for the demo's servers: the same ones that a campus would fill in for its own. */
export function bridgeEnvironment(place: DemoPlace): Record<string, string> {
  const { addresses, ports, secrets, dataFolder } = place;
  return {
    CAMPUS_MEET_LISTEN: `127.0.0.1:${ports.bridge}`,
    CAMPUS_MEET_URL: addresses.bridge,
    // Whoever is elsewhere in the network comes by lan-proxy.ts.
    CAMPUS_MEET_TRUSTED_PROXIES: addresses.bridge === addresses.bridgeInside ? '0' : '1',
    CAMPUS_MEET_DATABASE: `sqlite:${join(dataFolder, 'campus-meet.sqlite')}`,
    CAMPUS_MEET_SECRET: secrets.seal,
    CAMPUS_MEET_LOG: 'info',
    // Whoever tries things out rings the same few people again and again.
    RINGS_IN_TEN_MINUTES: '1000',
    JITSI_DOMAIN: 'meet.campus.test',
    JITSI_MUC: 'conference.meet.campus.test',
    JITSI_FOCUS: 'focus.meet.campus.test',
    JITSI_SERVICE_URL: addresses.websocket,
    JITSI_LIBRARY_URL: `${addresses.libraries}/lib-jitsi-meet.min.js`,
    JITSI_COMMANDS_URL: `${addresses.prosodyHttp}/campus-meet/commands`,
    JICOFO_URL: `http://127.0.0.1:${ports.focus}`,
    VIDEOBRIDGE_URLS: `jvb1=http://127.0.0.1:${ports.videobridge1},jvb2=http://127.0.0.1:${ports.videobridge2}`,
    JITSI_MESSAGE_SECRET: secrets.message,
    JITSI_APP_SECRET: secrets.token,
    ...campusEnvironment(place),
  };
}

/** Those of them that are about the campus: its LMS, mail, SMS and directory. */
export function campusEnvironment({
  addresses,
  ports,
  secrets,
}: Pick<DemoPlace, 'addresses' | 'secrets'> & {
  ports: Pick<DemoPorts, 'smtp'>;
}): Record<string, string> {
  return {
    LTI_ALLOW_HTTP: 'true',
    LTI_REGISTRATION_OPEN: 'true',
    // The demo's servers are all on this machine.
    PRIVATE_SERVICE_HOSTS: 'localhost,127.0.0.1',
    MOODLE_URL: addresses.campus,
    MOODLE_TOKEN: secrets.webServiceToken,
    // The campus's IT has locked both fields in the LMS's profiles.
    MOODLE_VOUCHES: 'campusNumber,mail',
    MOODLE_MESSAGES: 'true',
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    SMTP_TLS: 'none',
    MAIL_FROM: 'meetings@lakeside.test',
    SMS_URL: `${addresses.campus}/sms`,
    SMS_SECRET: secrets.smsKey,
    LDAP_URL: addresses.ldap,
    LDAP_BIND_DN: secrets.bindDn,
    LDAP_BIND_PASSWORD: secrets.bindPassword,
    LDAP_BASE: 'dc=lakeside,dc=test',
    // The campus keeps its number of a unit in `description`; its name is in `ou`.
    LDAP_SETTINGS: JSON.stringify({ units: { names: ['ou'] } }),
    // People log in with their name in the directory, their address or their campus number.
    LOGIN_LDAP: 'uid,mail,employeeNumber',
    // Whoever has a mailbox of the campus may apply at /register.
    REGISTRATION_MAIL_DOMAINS: 'lakeside.test,stu.lakeside.test',
    // At night, as on a campus: by day admins look at what changed, and apply it.
    SYNC_SCHEDULE: '30 2 * * *',
  };
}
