import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { partAt } from '../../bridge/test/parts.ts';
import { bridgeUnit } from './bridge-unit.ts';
import { jicofoUnit, prosodyLimits, videobridgeUnit } from './services.ts';
import { everything, settingsFrom } from './test/sample.ts';

const program = partAt('systemd-analyze');

/** What units start, as packages put it there. */
const programs = [
  '/usr/share/jicofo/jicofo.sh',
  '/usr/share/jitsi-videobridge/jvb.sh',
  '/opt/campus-meet/node_modules/.bin/node',
  '/usr/bin/prosody',
];

/** Debian's own unit is not ours to test: this is what ours is added to. */
const prosodyUnit = '[Service]\nExecStart=/usr/bin/prosody -F\n';

(program ? describe : describe.skip)('units for systemd', () => {
  const settings = settingsFrom(everything);
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'campus-units-'));
    // Targets that ours refer to; a machine of its own, so that nothing of this one is looked at.
    cpSync('/usr/lib/systemd/system', join(root, 'usr/lib/systemd/system'), { recursive: true });
    symlinkSync('usr/lib', join(root, 'lib'));
    for (const path of programs) put(path, '#!/bin/sh\n', 0o755);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  function put(path: string, text: string, mode = 0o644): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode });
  }

  /** What systemd complains of in a unit. */
  function complaints(name: string, text: string): string {
    put(`/etc/systemd/system/${name}`, text);
    const unit = name.replace('@.', '@8090.');
    const asked = spawnSync(program ?? '', ['verify', '--man=no', `--root=${root}`, unit], {
      encoding: 'utf8',
    });
    return asked.stderr + (asked.status === 0 ? '' : `exit ${asked.status}`);
  }

  const units: [string, () => string][] = [
    ['campus-jicofo.service', () => jicofoUnit(settings)],
    ...settings.videobridges.map((one): [string, () => string] => [
      `campus-jvb-${one.id}.service`,
      () => videobridgeUnit(settings, one),
    ]),
    ['campus-meet@.service', () => bridgeUnit(settings)],
  ];
  for (const [name, text] of units) {
    it(`${name} is one that systemd takes without a complaint`, () => {
      assert.equal(complaints(name, text()), '');
    });
  }

  it('what is added to Prosody’s is taken as well', () => {
    put('/etc/systemd/system/prosody.service.d/campus-jitsi.conf', prosodyLimits);
    assert.equal(complaints('prosody.service', prosodyUnit), '');
  });

  it('a word that systemd does not know, or a program that is not there, would be found', () => {
    const unit = bridgeUnit(settings);
    const misspelt = unit.replace('NoNewPrivileges', 'NoNewPriviliges');
    assert.match(complaints('campus-meet@.service', misspelt), /NoNewPriviliges/u);
    const absent = unit.replace('/opt/campus-meet/node_modules/.bin/node', '/opt/absent');
    assert.match(complaints('campus-meet@.service', absent), /absent/u);
  });

  it('Campus Meet’s own lets it do little more than it needs', () => {
    const file = join(root, 'campus-meet@8090.service');
    writeFileSync(file, bridgeUnit(settings));
    // From 0 (nothing is allowed) to 100; systemd calls less than 20 safe, a plain service has 96.
    const asked = spawnSync(program ?? '', ['security', '--offline=true', '--threshold=20', file], {
      encoding: 'utf8',
    });
    assert.equal(asked.status, 0, asked.stdout + asked.stderr);
  });
});
