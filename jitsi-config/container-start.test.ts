import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { everything, fileOf, renderedFrom } from './generator/test/sample.ts';

/** Somebody who is neither root nor who rendered. */
const otherUser = 'nobody';
const isRoot = process.getuid?.() === 0;

(isRoot ? describe : describe.skip)('a program in a container of Jitsi’s', () => {
  const script = fileOf(renderedFrom(everything), 'containers/start.sh');
  const { services } = parse(fileOf(renderedFrom(everything), 'compose.yaml')) as {
    services: Record<string, { cap_add?: string[] }>;
  };
  const { cap_add: caps = [] } = services['jvb1'] ?? {};
  let place: string;
  before(() => {
    // Where the other user gets to: the folder of temporary files of a test run is nobody else's.
    place = mkdtempSync('/tmp/campus-start-');
    chmodSync(place, 0o711);
    mkdirSync(join(place, 'campus'));
    writeFileSync(join(place, 'start.sh'), script);
    writeFileSync(join(place, 'campus/jvb.conf'), 'a secret', { mode: 0o600 });
    // As of whoever rendered it, on a machine where that is not root.
    chownSync(join(place, 'campus/jvb.conf'), 12_345, 12_345);
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  /** Starts it with no more rights than compose.yaml gives; answers what the program prints. */
  const start = (program: string, more: Record<string, string> = {}): string => {
    const rights = caps.map((cap) => `+${cap.toLowerCase()}`).join(',');
    return execFileSync(
      'setpriv',
      [
        ...[`--bounding-set=-all,${rights}`, '--inh-caps=-all'],
        ...['sh', join(place, 'start.sh'), otherUser, 'sh', '-c', program],
      ],
      {
        env: {
          ...process.env,
          CAMPUS_FROM: join(place, 'campus'),
          CAMPUS_TO: join(place, 'run'),
          ...more,
        },
        encoding: 'utf8',
      },
    );
  };

  it('reads what is nobody else’s to read, as the image’s own user and without rights', () => {
    assert.equal(start(`cat ${place}/run/jvb.conf`), 'a secret');
    assert.equal(start('id -un').trim(), otherUser);
    assert.match(start('grep CapEff /proc/self/status'), /CapEff:\s0{16}$/mu);
    assert.match(start(`cat ${place}/campus/jvb.conf 2>&1 || true`), /Permission denied/u);
  });

  it('hands on the end of the program', () => {
    assert.throws(() => start('exit 78'), { status: 78 });
  });
});
