import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../docker/upgrade.sh');

/**
 * Docker's place is taken by a stand-in that writes down what it is told, and fails where its line holds `FAILS`.
 * That compose files are right is tested with docker-compose itself.
 */
const standIn = `#!/bin/sh
echo "docker $*" >> "$TOLD"
case "$*" in
  *"ps --services"*) printf 'balancer\\nbridge-1\\nbridge-2\\ndatabase\\n' ;;
esac
if [ -n "\${FAILS-}" ]; then case "$*" in *"$FAILS"*) exit 1 ;; esac; fi
`;

describe('docker/upgrade.sh (with a stand-in for docker)', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'campus-upgrade-'));
    mkdirSync(join(place, 'rendered'));
    writeFileSync(join(place, 'docker'), standIn);
    chmodSync(join(place, 'docker'), 0o755);
    writeFileSync(join(place, 'told'), '');
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  /** Runs it; answers what docker was told, without what stands in every line. */
  function upgrade(args: readonly string[], more: Record<string, string> = {}) {
    const { status, stderr } = spawnSync('sh', [script, ...args], {
      env: { PATH: `${place}:${process.env['PATH'] ?? ''}`, TOLD: join(place, 'told'), ...more },
      encoding: 'utf8',
    });
    const told = readFileSync(join(place, 'told'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) =>
        line
          .replace('docker compose -f docker/compose.yaml ', '')
          .replace('exec -T bridge-1 node bridge/src/cli.ts', 'campus')
          .replace('docker compose ', 'jitsi: ')
          .replace('--no-deps --wait --wait-timeout 90 ', ''),
      );
    return { status, told, stderr };
  }

  it('replaces the bridges that run, one after the other', () => {
    const { status, told } = upgrade(['bridges']);
    assert.equal(status, 0);
    assert.deepEqual(told, [
      'build bridge-1',
      'ps --services --filter status=running',
      'up -d bridge-1',
      'up -d bridge-2',
    ]);
  });

  it('leaves the others alone when the first new bridge does not become healthy', () => {
    const { status, told, stderr } = upgrade(['bridges'], { FAILS: '90 bridge-1' });
    assert.equal(status, 70);
    assert.equal(told.at(-1), 'up -d bridge-1');
    assert.match(stderr, /bridge-1 does not become healthy/u);
  });

  it('drains, replaces and takes back each videobridge before the next', () => {
    const jitsi = ['videobridges', join(place, 'rendered'), '10.20.0.21', 'jvb1', 'jvb2'];
    const { status, told } = upgrade(jitsi);
    assert.equal(status, 0);
    assert.deepEqual(
      told,
      ['jvb1', 'jvb2'].flatMap((id) => [
        `campus videobridges drain ${id} --wait`,
        `jitsi: --profile 10.20.0.21 up -d ${id}`,
        `campus videobridges undrain ${id} --wait`,
      ]),
    );
  });

  it('calls people to the others where it is told to', () => {
    const { told } = upgrade(['videobridges', join(place, 'rendered'), 'a', 'jvb1'], { MOVE: '1' });
    assert.equal(told[0], 'campus videobridges drain jvb1 --move --wait');
  });

  it('replaces nothing that people are on: a drain that fails ends it', () => {
    const jitsi = ['videobridges', join(place, 'rendered'), 'a', 'jvb1', 'jvb2'];
    const { status, told, stderr } = upgrade(jitsi, { FAILS: 'drain jvb1' });
    assert.equal(status, 69);
    assert.equal(told.length, 1);
    assert.match(stderr, /jvb1 is not drained/u);
  });

  it('sends nobody to one that does not become healthy', () => {
    const jitsi = ['videobridges', join(place, 'rendered'), 'a', 'jvb1', 'jvb2'];
    const { status, told, stderr } = upgrade(jitsi, { FAILS: 'up -d' });
    assert.equal(status, 70);
    assert.equal(told.length, 2);
    assert.match(stderr, /still drained/u);
  });

  it('says how it is used', () => {
    for (const wrong of [[], ['all'], ['videobridges', place]]) {
      const { status, stderr } = upgrade(wrong);
      assert.equal(status, 64);
      assert.match(stderr, /^upgrade\.sh /u);
    }
  });
});
