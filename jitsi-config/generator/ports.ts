import { withPort } from './address.ts';
import type { Settings, Videobridge } from './settings.ts';

/** A port, or a row of them, that a program listens on. */
export interface Port {
  /** Address of the machine. */
  machine: string;
  protocol: 'tcp' | 'udp';
  from: number;
  to: number;
  program: string;
  /** Addresses that have to reach it; empty: this machine only (it listens on 127.0.0.1). */
  reachedBy: readonly string[] | 'everybody';
}

/** Every port of everything, machine by machine. */
export const portsOf = (settings: Settings): Port[] => [
  ...signallingPorts(settings),
  ...settings.videobridges.flatMap((one) => videobridgePorts(one, settings)),
  ...turnPorts(settings),
];

/** The machine that Campus Meet runs on. */
export const campusMeetMachine = ({ campusMeet, signalling }: Settings): string =>
  campusMeet.address ?? signalling.address;

/** Who, of `others`, is not on the machine itself. */
const elsewhere = (machine: string, others: readonly string[]): string[] => [
  ...new Set(others.filter((other) => other !== machine)),
];

/** Where a program listens that only these have to reach: the machine’s own address only if need be. */
export const listenAddress = (machine: string, others: readonly string[]): string =>
  elsewhere(machine, others).length > 0 ? machine : '127.0.0.1';

/** Jicofo’s HTTP, as its own machine and that of Campus Meet reach it. */
export const jicofoAt = (settings: Settings): string => {
  const { address, jicofoPort } = settings.signalling;
  return `http://${withPort(listenAddress(address, [campusMeetMachine(settings)]), jicofoPort)}`;
};

/** A videobridge’s, likewise. */
export const videobridgeAt = (one: Videobridge, settings: Settings): string =>
  `http://${withPort(listenAddress(one.address, [campusMeetMachine(settings)]), one.httpPort)}`;

function signallingPorts(settings: Settings): Port[] {
  const { signalling, campusMeet, videobridges, recording } = settings;
  const machine = signalling.address;
  const recorders = (recording?.recorders ?? []).map(({ address }) => address);
  const clients = [...videobridges.map(({ address }) => address), ...recorders];
  const tcp = { machine, protocol: 'tcp' as const };
  const list: Port[] = [
    { ...tcp, ...single(signalling.httpsPort), program: 'nginx', reachedBy: 'everybody' },
    { ...tcp, ...single(signalling.httpPort), program: 'nginx, HTTP', reachedBy: 'everybody' },
    {
      ...tcp,
      ...single(signalling.prosodyClientPort),
      program: 'Prosody, for Jicofo and videobridges',
      reachedBy: elsewhere(machine, clients),
    },
    {
      ...tcp,
      ...single(signalling.prosodyHttpPort),
      program: 'Prosody, for nginx',
      reachedBy: [],
    },
    {
      ...tcp,
      ...single(signalling.jicofoPort),
      program: 'Jicofo, for Campus Meet',
      reachedBy: elsewhere(machine, [campusMeetMachine(settings)]),
    },
  ];
  if (recording !== undefined) {
    list.push({
      ...tcp,
      ...single(recording.pagesPort),
      program: 'nginx, pages for recorders',
      reachedBy: recorders,
    });
  }
  const campus = { ...tcp, ...single(campusMeet.listen), program: 'Campus Meet', reachedBy: [] };
  return campusMeetMachine(settings) === machine ? [...list, campus] : list;
}

function videobridgePorts(one: Videobridge, settings: Settings): Port[] {
  const { address: machine, id } = one;
  const tcp = { machine, protocol: 'tcp' as const };
  const list: Port[] = [
    ...addressesOf(one).map((at) => ({
      machine: at,
      protocol: 'udp' as const,
      ...single(one.mediaPort),
      program: `videobridge ${id}, media`,
      reachedBy: 'everybody' as const,
    })),
    {
      ...tcp,
      ...single(one.httpPort),
      program: `videobridge ${id}, for Campus Meet`,
      reachedBy: elsewhere(machine, [campusMeetMachine(settings)]),
    },
  ];
  if (settings.media.bridgeChannel === 'sctp') return list;
  return [
    ...list,
    {
      ...tcp,
      ...single(one.websocketPort),
      program: `videobridge ${id}, websockets from nginx`,
      reachedBy: elsewhere(machine, [settings.signalling.address]),
    },
  ];
}

function turnPorts({ turn }: Settings): Port[] {
  return turn === undefined
    ? []
    : addressesOf(turn).flatMap((machine) => turnPortsAt(machine, turn));
}

function turnPortsAt(machine: string, turn: NonNullable<Settings['turn']>): Port[] {
  const at = { machine, reachedBy: 'everybody' as const };
  const listening = (['udp', 'tcp'] as const).flatMap((protocol) => [
    { ...at, protocol, ...single(turn.port), program: 'coturn' },
    { ...at, protocol, ...single(turn.tlsPort), program: 'coturn, TLS' },
  ]);
  const { from, to } = turn.relayPorts;
  return [...listening, { ...at, protocol: 'udp', from, to, program: 'coturn, relayed media' }];
}

/** Where media reach a machine. */
export const addressesOf = (one: { address: string; address6?: string | undefined }): string[] =>
  one.address6 === undefined ? [one.address] : [one.address, one.address6];

const single = (port: number) => ({ from: port, to: port });

/** Two programs of one machine that want the same port. */
export const portsTwice = (ports: readonly Port[]): [Port, Port][] =>
  ports.flatMap((one, index) =>
    ports
      .slice(index + 1)
      .filter(
        (other) =>
          one.machine === other.machine &&
          one.protocol === other.protocol &&
          one.from <= other.to &&
          other.from <= one.to,
      )
      .map((other): [Port, Port] => [one, other]),
  );

/** A port or a row of ports, as text. */
export const range = ({ from, to }: Pick<Port, 'from' | 'to'>): string =>
  from === to ? String(from) : `${from}-${to}`;

const columns = ['machine', 'protocol', 'port', 'program', 'reached by'] as const;

/** The ports as a table of tabs: what IT opens in firewalls, and what the next run knows to be ours. */
export const portsTable = (ports: readonly Port[]): string =>
  [columns, ...ports.map(rowOf)].map((row) => `${row.join('\t')}\n`).join('');

const rowOf = (port: Port): string[] => [
  port.machine,
  port.protocol,
  range(port),
  port.program,
  accessText(port),
];

const accessText = ({ reachedBy }: Port): string => {
  if (reachedBy === 'everybody') return 'everybody';
  return reachedBy.length === 0 ? 'this machine' : reachedBy.join(', ');
};

/** Machine, protocol and port of each row of such a table. */
export const portsInTable = (table: string): Set<string> =>
  new Set(
    table
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t').slice(0, 3).join(' ')),
  );

/** A port as `portsInTable` has it. */
export const keyOf = (port: Port): string => `${port.machine} ${port.protocol} ${range(port)}`;
