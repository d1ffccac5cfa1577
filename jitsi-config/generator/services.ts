import { installed } from './names.ts';
import type { Settings, Videobridge } from './settings.ts';

/** Files that one of hundreds of people needs several of. */
export const openFiles = 65_000;

/** From this much memory on a videobridge has twice as much of it, as Jitsi’s operators give it. */
const plentyOfMemory = 16;

/** Java’s heap of Jicofo, MiB, as Jitsi’s operators give it. */
export const jicofoHeap = 1536;

interface Service {
  what: string;
  user: string;
  after: string;
  environment: readonly string[];
  program: string;
  log: string;
}

const unit = (service: Service): string => `# Made by "npm run campus -- jitsi render".
[Unit]
Description=${service.what}
After=network-online.target${service.after}
Wants=network-online.target

[Service]
User=${service.user}
Group=jitsi
${service.environment.map((line) => `Environment="${line}"`).join('\n')}
ExecStart=${service.program}
StandardOutput=append:${service.log}
StandardError=inherit
# What is ended by us has ended well; a wrong configuration is not tried again.
SuccessExitStatus=143
RestartPreventExitStatus=78
Restart=on-failure
RestartSec=2
LimitNOFILE=${openFiles}
LimitNPROC=${openFiles}
TasksMax=${openFiles}
NoNewPrivileges=true
ProtectSystem=full
ProtectHome=true

[Install]
WantedBy=multi-user.target
`;

/** systemd’s unit for Jicofo of Debian’s package. */
export const jicofoUnit = ({ folders }: Settings): string =>
  unit({
    what: 'Jicofo, the focus of Jitsi meetings',
    user: 'jicofo',
    after: ' prosody.service',
    environment: [
      `JICOFO_MAX_MEMORY=${jicofoHeap}m`,
      `JAVA_SYS_PROPS=-Dconfig.file=${installed.jicofo}`,
    ],
    program: '/usr/share/jicofo/jicofo.sh',
    log: `${folders.logs}/jicofo/jicofo.log`,
  });

/** For the main part of nginx.conf: a worker’s open files, of which each person has two. */
export const nginxLimits = `# Made by "npm run campus -- jitsi render".
worker_rlimit_nofile ${openFiles};
`;

/** What is added to systemd’s unit of Prosody: each person is an open file. */
export const prosodyLimits = `# Made by "npm run campus -- jitsi render".
[Service]
LimitNOFILE=${openFiles}
`;

/** systemd’s unit for one videobridge: several may run on one machine. */
export const videobridgeUnit = ({ folders }: Settings, { id, memory }: Videobridge): string =>
  unit({
    what: `Jitsi videobridge ${id}`,
    user: 'jvb',
    after: '',
    environment: [
      `VIDEOBRIDGE_MAX_MEMORY=${heapOf(memory)}m`,
      `JAVA_SYS_PROPS=-Dconfig.file=${installed.videobridge(id)}`,
    ],
    program: '/usr/share/jitsi-videobridge/jvb.sh',
    log: `${folders.logs}/videobridges/${id}.log`,
  });

/** Java’s heap, MiB: never more than half of the memory, the rest is the system’s buffers. */
export function heapOf(memory: number): number {
  const wanted = memory >= plentyOfMemory ? 6144 : 3072;
  return Math.min(wanted, memory * 512);
}

/** Kernel settings of a videobridge’s machine: a burst of packets of hundreds must not be lost. */
export const videobridgeKernel = `# Made by "npm run campus -- jitsi render".
net.core.rmem_max = 10485760
net.core.netdev_max_backlog = 100000
`;

/** logrotate’s file: logs hold addresses of people. */
export const logRotation = ({ retention, folders }: Settings): string =>
  `# Made by "npm run campus -- jitsi render".
${folders.logs}/*/*.log {
  daily
  rotate ${retention.logDays}
  maxage ${retention.logDays}
  missingok
  notifempty
  compress
  delaycompress
  copytruncate
}
`;

/** systemd-tmpfiles’ rule: recordings go after their time. */
export const recordingRetention = ({ recording, retention }: Settings): string =>
  `# Made by "npm run campus -- jitsi render".
# Looked at once a day by systemd-tmpfiles-clean.timer.
d ${recording?.folder ?? ''} 0750 jibri jibri ${retention.recordingDays}d
`;
