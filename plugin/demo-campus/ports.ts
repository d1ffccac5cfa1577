/** Every port that the demo takes, all on 127.0.0.1. */
export interface DemoPorts {
  campus: number;
  bridge: number;
  jitsiWeb: number;
  prosodyHttp: number;
  prosodyC2s: number;
  /** Where the focus connects to Prosody. */
  prosodyComponents: number;
  /** Where the focus answers as Jicofo does. */
  focus: number;
  /** Each for HTTP (TCP) and for media (UDP). */
  videobridge1: number;
  videobridge2: number;
  ldap: number;
  smtp: number;
}

/** The usual ports (decision 0001). */
export const usualPorts: DemoPorts = {
  campus: 8080,
  bridge: 8090,
  jitsiWeb: 8091,
  prosodyHttp: 8092,
  prosodyC2s: 8093,
  prosodyComponents: 8094,
  focus: 8095,
  videobridge1: 8096,
  videobridge2: 8097,
  ldap: 8389,
  smtp: 8025,
};

/** Every port moved so that the campus has this one. */
export function portsFrom(campus: number): DemoPorts {
  const by = campus - usualPorts.campus;
  return {
    campus,
    bridge: usualPorts.bridge + by,
    jitsiWeb: usualPorts.jitsiWeb + by,
    prosodyHttp: usualPorts.prosodyHttp + by,
    prosodyC2s: usualPorts.prosodyC2s + by,
    prosodyComponents: usualPorts.prosodyComponents + by,
    focus: usualPorts.focus + by,
    videobridge1: usualPorts.videobridge1 + by,
    videobridge2: usualPorts.videobridge2 + by,
    ldap: usualPorts.ldap + by,
    smtp: usualPorts.smtp + by,
  };
}

/** What each port is for, in the words of an error message. */
export const portNames: Record<keyof DemoPorts, string> = {
  campus: 'the demo campus',
  bridge: 'the bridge',
  jitsiWeb: 'the Jitsi web stand-in',
  prosodyHttp: 'Prosody (HTTP)',
  prosodyC2s: 'Prosody (XMPP)',
  prosodyComponents: 'Prosody (components)',
  focus: 'the focus stand-in',
  videobridge1: 'the first videobridge stand-in',
  videobridge2: 'the second videobridge stand-in',
  ldap: 'the directory',
  smtp: 'the mailbox (SMTP)',
};

export interface DemoAddresses {
  /** On `localhost`, the bridge elsewhere: two sites, so that the panel's frame is as foreign as in Moodle. */
  campus: string;
  /** Where browsers find the bridge, Jitsi's library and Prosody's websocket. */
  bridge: string;
  libraries: string;
  websocket: string;
  /** Where servers of this machine find each other. */
  bridgeInside: string;
  prosodyHttp: string;
  jitsiWeb: string;
  ldap: string;
}

/**
 * Where everything is.
 * @param lan an address of this machine in the network: browsers find everything but the campus there, by HTTPS at
 *   the bridge's port (lan-proxy.ts)
 */
export function addressesOf(ports: DemoPorts, lan: string | null = null): DemoAddresses {
  const inside = (port: number): string => `http://127.0.0.1:${port}`;
  const bridge = lan === null ? inside(ports.bridge) : `https://${lan}:${ports.bridge}`;
  const conference = lan === null ? inside(ports.prosodyHttp) : bridge;
  return {
    campus: `http://localhost:${ports.campus}`,
    bridge,
    libraries: `${lan === null ? inside(ports.jitsiWeb) : bridge}/libs`,
    websocket: `${conference.replace('http', 'ws')}/xmpp-websocket`,
    bridgeInside: inside(ports.bridge),
    prosodyHttp: inside(ports.prosodyHttp),
    jitsiWeb: inside(ports.jitsiWeb),
    ldap: `ldap://127.0.0.1:${ports.ldap}`,
  };
}
