import { withPort } from './address.ts';
import { campusMeetMachine, listenAddress } from './ports.ts';
import type { Settings } from './settings.ts';

/** Where Prometheus finds Jicofo and the videobridges: a file of targets (file_sd), with their names as labels. */
export function monitoringTargets(settings: Settings): string {
  const { signalling, videobridges } = settings;
  const asking = [campusMeetMachine(settings)];
  const at = (machine: string, port: number): string =>
    withPort(listenAddress(machine, asking), port);
  const groups = [
    { targets: [at(signalling.address, signalling.jicofoPort)], labels: { program: 'jicofo' } },
    ...videobridges.map(({ id, address, httpPort, region }) => ({
      targets: [at(address, httpPort)],
      labels: { program: 'jvb', relay: id, region },
    })),
  ];
  return `${JSON.stringify(groups, null, 2)}\n`;
}
