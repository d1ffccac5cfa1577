import type { Settings } from './settings.ts';

/** Name and port by which browsers reach nginx. */
export const siteOf = ({ domain, signalling }: Settings): string =>
  signalling.httpsPort === 443 ? domain : `${domain}:${signalling.httpsPort}`;

/** Whether people reach Campus Meet by the name of the conference server. */
export const isOneSite = ({ campusMeet, domain }: Settings): boolean =>
  new URL(campusMeet.url).hostname === domain;
