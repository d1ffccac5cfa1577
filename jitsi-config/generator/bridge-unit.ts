import { isIPv6 } from './address.ts';
import { campusMeetMachine } from './ports.ts';
import type { Settings } from './settings.ts';

/** Where Campus Meet lies on its machine; its own user reads it and writes nothing there. */
const folder = '/opt/campus-meet';

/**
 * systemd's template for the bridges of Campus Meet: `campus-meet@8090` is the one at port 8090. It may do no more than
 * a container of docker/compose.yaml: it writes into its own state folder (an SQLite file, where there is one) only.
 */
export function bridgeUnit(settings: Settings): string {
  const machine = campusMeetMachine(settings);
  const isAlone = machine === settings.signalling.address;
  const host = isAlone ? '127.0.0.1' : isIPv6(machine) ? `[${machine}]` : machine;
  return `# Made by "npm run campus -- jitsi render". One bridge for each port: systemctl enable --now campus-meet@8090
[Unit]
Description=Campus Meet, bridge at port %i
After=network-online.target mariadb.service redis-server.service
Wants=network-online.target

[Service]
User=campus-meet
Group=campus-meet
# Here campus-meet.env is read.
WorkingDirectory=${folder}
Environment=CAMPUS_MEET_LISTEN=${host}:%i
# The Node that npm run build installs; /usr/bin/node (22.18 or later) after npm prune --omit=dev.
ExecStart=${folder}/node_modules/.bin/node bridge/src/main.ts
# It ends what is under way within nine seconds.
TimeoutStopSec=15
# A wrong configuration is not tried again.
RestartPreventExitStatus=78
Restart=on-failure
RestartSec=2
LimitNOFILE=65000
StateDirectory=campus-meet
StateDirectoryMode=0700
UMask=0077
CapabilityBoundingSet=
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=true
PrivateTmp=true
PrivateDevices=true
ProtectClock=true
ProtectControlGroups=true
ProtectHostname=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
LockPersonality=true
RemoveIPC=true
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}
