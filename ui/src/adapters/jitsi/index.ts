import type { Conference } from '../../conference/conference.ts';
import { JitsiMeeting } from './meeting.ts';
import type { JitsiSettings } from './options.ts';
import { withBrowserPorts, type JitsiPorts } from './ports.ts';

export type { JitsiSettings, Renewal } from './options.ts';
export type { JitsiPorts } from './ports.ts';

/**
 * A meeting on a Jitsi deployment. `settings` as the bridge's entry says; `ports.renewToken` asks the bridge for a
 * fresh token when the connection has to be made anew. The library is loaded by `join()`, or with the first device.
 */
export const createJitsiConference = (
  settings: JitsiSettings,
  ports: Partial<JitsiPorts> & Pick<JitsiPorts, 'renewToken'>,
): Conference => new JitsiMeeting(settings, withBrowserPorts(ports));
