// The parts that come from Debian. Nothing here is ever started as a service of the machine.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { withLock } from './lock.mjs';

const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin'];
const isProgram = (name) => folders.some((folder) => existsSync(`${folder}/${name}`));

/** Each part: the Debian package it comes in, and how one sees that it is there. */
const parts = {
  prosody: { packages: ['prosody'], isThere: () => isProgram('prosody') },
  mariadb: { packages: ['mariadb-server'], isThere: () => isProgram('mariadbd') },
  slapd: { packages: ['slapd'], isThere: () => isProgram('slapd') },
  redis: { packages: ['redis-server'], isThere: () => isProgram('redis-server') },
  openssl: { packages: ['openssl'], isThere: () => isProgram('openssl') },
  samba: {
    packages: ['samba-ad-dc', 'samba-ad-provision'],
    // A mere file server lacks what a domain is made from.
    isThere: () => isProgram('samba') && existsSync('/usr/share/samba/setup'),
  },
  chromium: {
    // The build without windows is for pictures of scenes: it does half the work. The browser alone serves too.
    packages: ['chromium', 'chromium-headless-shell'],
    isThere: () => isProgram('chromium'),
  },
  nginx: { packages: ['nginx-light'], isThere: () => isProgram('nginx') },
  nftables: { packages: ['nftables'], isThere: () => isProgram('nft') },
  compose: { packages: ['docker-compose'], isThere: () => isProgram('docker-compose') },
  images: {
    packages: ['buildah', 'debootstrap'],
    isThere: () => isProgram('buildah') && isProgram('debootstrap'),
  },
  // On nearly every Debian; for its look at units, nothing is started by it.
  systemd: { packages: ['systemd'], isThere: () => isProgram('systemd-analyze') },
  coturn: { packages: ['coturn'], isThere: () => isProgram('turnserver') },
  lua: {
    // What Jitsi's Prosody plugins need; for which Lua each of them is, is looked at by a test.
    packages: ['lua-basexx', 'lua-inspect', 'lua-cjson', 'lua-luaossl'],
    isThere: () =>
      ['basexx', 'inspect', 'cjson/util', 'openssl'].every((name) =>
        existsSync(`/usr/share/lua/5.1/${name}.lua`),
      ),
  },
  php: {
    // For Moodle's plugin: PHP itself with DOM, and what looks at its style.
    packages: ['php-cli', 'php-xml', 'php-mbstring', 'php-codesniffer', 'phpunit'],
    isThere: () => ['php', 'phpcs', 'phpunit'].every(isProgram),
  },
  fonts: {
    packages: ['fonts-noto-cjk'],
    isThere: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
};

/**
 * Installs the parts that are missing: at once under CI or without a terminal, else after a yes; of two commands at
 * once one does.
 * @param names keys of `parts`
 * @param options.required a part that stays missing is an error; otherwise a loud line
 */
export async function setUpDebian(names, options) {
  if (missingOf(names).length > 0) await withLock('debian', () => setUp(names, options));
}

const missingOf = (names) => names.filter((name) => !parts[name].isThere());

async function setUp(names, { required }) {
  const missing = missingOf(names);
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => parts[name].packages);
  const line = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const isDebian = existsSync('/etc/debian_version');
  if (isDebian && process.getuid?.() === 0 && (await agreed(packages))) install(packages);
  const still = missingOf(missing);
  if (still.length === 0) return;
  const advice = isDebian
    ? `Run this once as root:\n\n    ${line}\n`
    : 'Install them with your system’s own tool.';
  if (required) throw new Error(`Missing: ${still.join(', ')}. ${advice}`);
  console.error(`\n!! Missing: ${still.join(', ')}. What needs them is SKIPPED. ${advice}`);
}

async function agreed(packages) {
  if (process.env.CI || !process.stdin.isTTY) return true;
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(`Install from Debian: ${packages.join(', ')}? [Y/n] `);
  ask.close();
  return !/^n/i.test(answer.trim());
}

function install(packages) {
  console.log(`• installing from Debian: ${packages.join(', ')} …`);
  // Debian's own way to say "start nothing": put there only for the time of the installation.
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
  if (status === 0) return;
  const words = `${stdout ?? ''}\n${stderr ?? ''}`.trim().split('\n').slice(-5).join('\n  ');
  throw new Error(`apt-get ${args[0]} failed:\n  ${words}`);
}
