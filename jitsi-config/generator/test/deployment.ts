import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { ownCertificate } from '../certificate.ts';
import { renderInto } from '../run.ts';
import { stockStandIns } from './stock-stand-ins.ts';

/** A Jitsi that was rendered for this machine, with everything in one temporary folder and on free ports. */
export interface Deployment {
  domain: string;
  /** The folder that was rendered into. */
  folder: string;
  /** What else its programs need lies here: logs, data, certificates, the library. */
  place: string;
  ports: Record<
    | 'https'
    | 'http'
    | 'prosodyHttp'
    | 'prosodyClient'
    | 'jicofo'
    | 'campusMeet'
    | 'turn'
    | 'turnTls'
    | 'other',
    number
  >;
  secret: (name: string) => string;
  text: (path: string) => string;
  remove: () => void;
}

/**
 * @param more further lines of the settings file, made of the place and of one more free port
 * @param isIPv6 whether its machines have IPv6 alone; coturn has both
 * @param signalling one more line of that block
 * @param isSpread whether its videobridges are on another machine, so that TLS is asked for
 */
export async function deploy({
  more = () => '',
  isSpread = false,
  isIPv6 = false,
  signalling = '',
}: {
  more?: (place: string, port: number) => string;
  isSpread?: boolean;
  isIPv6?: boolean;
  signalling?: string;
} = {}): Promise<Deployment> {
  const place = mkdtempSync(join(tmpdir(), 'campus-jitsi-'));
  const domain = 'meet.uni.test';
  const turnHost = 'turn.uni.test';
  prepare(place, [domain, turnHost]);
  const ports = {
    https: await getPort(),
    http: await getPort(),
    prosodyHttp: await getPort(),
    prosodyClient: await getPort(),
    jicofo: await getPort(),
    campusMeet: await getPort(),
    turn: await getPort(),
    turnTls: await getPort(),
    other: await getPort(),
  };
  // This address stands for this machine where nothing has to listen on its address.
  const other = isIPv6 ? '2001:db8:99::1' : '10.99.0.1';
  const loopback = isIPv6 ? '::1' : '127.0.0.1';
  const machine = isSpread ? loopback : other;
  const file = join(place, 'jitsi.yaml');
  const settings = `domain: ${domain}
peoplePerMeeting: 60
campusMeet: { url: "https://campus.uni.test", listen: ${ports.campusMeet} }
signalling:
  address: '${machine}'
  ${signalling}
  httpsPort: ${ports.https}
  httpPort: ${ports.http}
  prosodyClientPort: ${ports.prosodyClient}
  prosodyHttpPort: ${ports.prosodyHttp}
  jicofoPort: ${ports.jicofo}
videobridges: [{ id: jvb1, address: '${other}' }]
turn:
  { host: ${turnHost}, address: 127.0.0.1, address6: '::1', port: ${ports.turn}, tlsPort: ${ports.turnTls}, relayPorts: { from: 52000, to: 52999 } }
folders:
  plugins: ${place}/plugins
  campusPlugins: ${join(import.meta.dirname, '../../prosody/modules')}
  library: ${place}/library
  certificates: ${place}/certificates
  prosodyData: ${place}/prosody
  prosodyRun: ${place}
  logs: ${place}/logs
${more(place, ports.other)}`;
  writeFileSync(file, settings);
  const folder = join(place, 'out');
  await renderInto({ file, folder, isCheck: false });
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  return {
    domain,
    folder,
    place,
    ports,
    text,
    secret: (name) => new RegExp(`^${name}: (.+)$`, 'mu').exec(text('secrets.yaml'))?.[1] ?? '',
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}

function prepare(place: string, hosts: readonly string[]): void {
  for (const part of ['prosody', 'nginx', 'coturn']) {
    mkdirSync(join(place, 'logs', part), { recursive: true });
  }
  mkdirSync(join(place, 'prosody'));
  // Prosody looks for certificates beside its configuration.
  mkdirSync(join(place, 'certs'));
  mkdirSync(join(place, 'library'));
  writeFileSync(join(place, 'library/lib-jitsi-meet.min.js'), '// the library');
  stockStandIns(join(place, 'plugins'));
  for (const host of hosts) {
    const folder = join(place, 'certificates', host);
    mkdirSync(folder, { recursive: true });
    const { key, certificate } = ownCertificate(host);
    writeFileSync(join(folder, 'fullchain.pem'), certificate);
    writeFileSync(join(folder, 'privkey.pem'), key);
  }
}
