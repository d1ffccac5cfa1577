/** Every port that the demo takes, all on 127.0.0.1. */
export interface DemoPorts {
  campus: number;
  bridge: number;
  jitsiWeb: number;
  prosodyHttp: number;
  prosodyC2s: number;
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
  ldap: 'the directory',
  smtp: 'the mailbox (SMTP)',
};

export interface DemoAddresses {
  /** On `localhost`, the bridge on `127.0.0.1`: two sites, so that the panel's frame is as foreign as in Moodle. */
  campus: string;
  bridge: string;
  jitsiWeb: string;
  prosodyHttp: string;
  ldap: string;
}

export const addressesOf = (ports: DemoPorts): DemoAddresses => ({
  campus: `http://localhost:${ports.campus}`,
  bridge: `http://127.0.0.1:${ports.bridge}`,
  jitsiWeb: `http://127.0.0.1:${ports.jitsiWeb}`,
  prosodyHttp: `http://127.0.0.1:${ports.prosodyHttp}`,
  ldap: `ldap://127.0.0.1:${ports.ldap}`,
});
