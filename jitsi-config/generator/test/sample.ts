import { newSecret } from '../../../bridge/src/kernel/ids.ts';
import { planOf } from '../capacity.ts';
import { readSettings } from '../read.ts';
import { render, type Rendered } from '../render.ts';
import { secretsFrom } from '../secrets.ts';
import type { Settings } from '../settings.ts';

/** A small Jitsi on one machine; further lines are put behind it, indented as YAML wants it. */
export const oneMachine = (more = ''): string => `domain: meet.uni.test
peoplePerMeeting: 100
campusMeet: { url: "https://campus.uni.test" }
signalling: { address: 198.51.100.1 }
videobridges:
  - { id: jvb1, address: 198.51.100.1, mediaPort: 10001, httpPort: 8081, websocketPort: 9091 }
  - { id: jvb2, address: 198.51.100.1, mediaPort: 10002, httpPort: 8082, websocketPort: 9092, region: north }
${more}`;

/** Machines of their own for everything, and everything that may be left out. */
export const everything = `domain: meet.uni.test
peoplePerMeeting: 150
campusMeet: { url: "https://campus.uni.test", address: 10.20.0.5 }
signalling: { address: 10.20.0.10 }
videobridges:
  - { id: jvb1, address: 10.20.0.21, region: campus, memory: 16 }
  - { id: jvb2, address: 10.20.0.22, region: campus, stress: packets, cores: 4 }
  - { id: jvb3, address: 10.30.0.21, publicAddress: 203.0.113.21, region: north }
  - { id: jvb4, address: 10.30.0.22, publicAddress: 203.0.113.22, region: north }
regions:
  - { name: campus, networks: [10.20.0.0/16, 10.21.0.0/16] }
  - { name: north, networks: [10.30.0.0/16] }
turn: { host: turn.uni.test, address: 10.20.0.12, publicAddress: 203.0.113.12 }
recording: { recorders: [{ id: jibri1, address: 10.20.0.31 }, { id: jibri2, address: 10.20.0.32 }] }
retention: { logDays: 7, recordingDays: 30 }
`;

/** The same with an IPv6 address for everything that people's media reach, beside the IPv4 one. */
export const bothKinds = everything
  .replaceAll(/address: 10\.(\d+)\.0\.(2\d),/gu, 'address: 10.$1.0.$2, address6: 2001:db8:$1::$2,')
  .replace('address: 10.20.0.12,', 'address: 10.20.0.12, address6: 2001:db8:20::12,')
  .replace('networks: [10.20.0.0/16, ', "networks: [10.20.0.0/16, '2001:db8:20::/48', ");

/** Machines that have IPv6 alone. */
export const ipv6Only = everything
  .replaceAll(/10\.(\d+)\.0\.(\d+)(?=[,\s}])/gu, '2001:db8:$1::$2')
  .replaceAll(/10\.(\d+)\.0\.0\/16/gu, "'2001:db8:$1::/48'")
  .replaceAll(/, publicAddress: [\d.]+/gu, '');

export const settingsFrom = (text: string): Settings => readSettings(text, 'jitsi.yaml');

export const secrets = secretsFrom(null).secrets;

/** What is rendered of a settings file, with a certificate that is only text. */
export const renderedFrom = (text: string): Rendered => {
  const settings = settingsFrom(text);
  const certificate = { key: newSecret(), certificate: 'a certificate' };
  return render({ settings, secrets, plan: planOf(settings), certificate });
};

/** The text of one rendered file. */
export function fileOf(rendered: Rendered, path: string): string {
  const file = rendered.get(path);
  if (file === undefined) throw new Error(`${path} was not rendered`);
  return file.text;
}
