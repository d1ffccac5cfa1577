import type { Settings } from './settings.ts';

/** Issuer and audience of the room tokens, as Campus Meet has them unless told otherwise. */
export const token = { issuer: 'campus-meet', audience: 'jitsi' } as const;

/** The XMPP names that follow from the domain; they are the usual ones of Jitsi’s Debian packages. */
export function namesOf({ domain }: Pick<Settings, 'domain'>) {
  const auth = `auth.${domain}`;
  const internal = `internal.auth.${domain}`;
  return {
    rooms: `conference.${domain}`,
    auth,
    internal,
    focus: `focus.${domain}`,
    focusAccount: `focus@${auth}`,
    videobridgeAccount: `jvb@${auth}`,
    /** Where videobridges say how they are, and Jicofo reads it. */
    videobridges: `jvbbrewery@${internal}`,
    recorderControlAccount: `jibri@${auth}`,
    recorders: `jibribrewery@${internal}`,
    /** Where recorders log in to meetings; nobody in it is a participant. */
    hidden: `recorder.${domain}`,
    recorderAccount: `recorder@recorder.${domain}`,
  };
}

/** Where each program’s file lies once it is installed. */
export const installed = {
  prosody: '/etc/prosody/prosody.cfg.lua',
  prosodyCertificates: '/etc/prosody/certs',
  jicofo: '/etc/jitsi/jicofo/jicofo.conf',
  videobridge: (id: string) => `/etc/jitsi/videobridge/${id}.conf`,
  jibri: '/etc/jitsi/jibri/jibri.conf',
  /** Holds the certificate of the XMPP server, for Java. */
  trust: '/etc/jitsi/xmpp-trust.p12',
  nginx: (domain: string) => `/etc/nginx/sites-enabled/${domain}.conf`,
  coturn: '/etc/turnserver.conf',
  recorderConfig: '/etc/jitsi/meet/recorder-config.js',
} as const;

/** Whether somebody logs in at Prosody from another machine: then everybody does so with TLS. */
export const isSpread = ({ signalling, videobridges, recording }: Settings): boolean =>
  [...videobridges, ...(recording?.recorders ?? [])].some(
    ({ address }) => address !== signalling.address,
  );
