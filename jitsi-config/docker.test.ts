import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createMetrics } from '../bridge/src/features/operations/metrics.ts';
import { partAt } from '../bridge/test/parts.ts';
import { everything, fileOf, oneMachine, renderedFrom } from './generator/test/sample.ts';

const here = join(import.meta.dirname, '../docker');
const compose = partAt('docker-compose');

interface Service {
  image: string;
  profiles?: string[];
  volumes?: string[];
  restart?: string;
  cap_drop?: string[];
  cap_add?: string[];
  read_only?: boolean;
  entrypoint?: string[];
  mem_limit?: string | number;
}

const servicesOf = (text: string): Record<string, Service> =>
  (parse(text, { merge: true }) as { services: Record<string, Service> }).services;

/** What docker-compose itself makes of a file; it fails where it would not take it. */
function taken(
  text: string,
  environment: Record<string, string> = {},
  beside: Record<string, string> = {},
): string[] {
  const place = mkdtempSync(join(tmpdir(), 'campus-compose-'));
  try {
    const folder = join(place, 'docker');
    cpSync(here, folder, { recursive: true });
    writeFileSync(join(place, 'campus-meet.env'), '');
    mkdirSync(join(place, 'trial'));
    writeFileSync(join(place, 'trial/campus.env'), '');
    const files = Object.entries({ 'tried.yaml': text, ...beside });
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    const named = files.flatMap(([name]) => ['-f', join(folder, name)]);
    const said = execFileSync(compose ?? '', [...named, 'config', '--services'], {
      env: { ...process.env, ...environment },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return said.trim().split('\n').sort();
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

(compose ? describe : describe.skip)('Campus Meet in containers', () => {
  const text = readFileSync(join(here, 'compose.yaml'), 'utf8');

  it('is a file that docker-compose takes, and that wants a password for the database', () => {
    assert.deepEqual(taken(text, { DATABASE_PASSWORD: 'any' }), [
      ...['balancer', 'bridge-1', 'bridge-2', 'bridge-3', 'bridge-4', 'database', 'redis'],
    ]);
    assert.throws(() => taken(text), /DATABASE_PASSWORD|password within/u);
  });

  it('is on a made-up campus with the files of a trial beside it', () => {
    const trial = readFileSync(join(here, 'compose.trial.yaml'), 'utf8');
    const services = servicesOf(trial);
    assert.deepEqual(taken(text, { DATABASE_PASSWORD: 'any' }, { 'trial.yaml': trial }), [
      ...['balancer', 'bridge-1', 'bridge-2', 'bridge-3', 'bridge-4', 'campus', 'database'],
      ...['openldap', 'redis'],
    ]);
    // A bridge that is new is on the same campus.
    const bridges = Object.keys(servicesOf(text)).filter((name) => /^bridge-/u.test(name));
    for (const name of bridges) assert.ok(services[name], name);
  });

  it('names a version of every image that is not its own, bounds memory and restarts', () => {
    for (const [name, { image, restart, mem_limit: memory }] of Object.entries(servicesOf(text))) {
      assert.match(image, /^campus-meet\/|:\d+\.\d+\.\d+$/u, name);
      assert.equal(restart, 'unless-stopped', name);
      assert.ok(memory, name);
    }
  });

  it('balances over every bridge that there may be', () => {
    const listens = [...text.matchAll(/CAMPUS_MEET_LISTEN: '([\d.:]+)'/gu)].map(([, at]) => at);
    const balancer = readFileSync(join(here, 'balancer.conf'), 'utf8');
    const servers = [...balancer.matchAll(/server ([\d.]+:\d+) max_fails/gu)].map(([, at]) => at);
    assert.deepEqual(servers, listens);
  });
});

(compose ? describe : describe.skip)('Jitsi in containers', () => {
  for (const [what, settings] of Object.entries({ 'one machine': oneMachine(), everything })) {
    it(`is a file that docker-compose takes (${what}), with a service for each videobridge on its machine`, () => {
      const rendered = renderedFrom(settings);
      const text = fileOf(rendered, 'compose.yaml');
      const services = servicesOf(text);
      assert.deepEqual(taken(text), Object.keys(services).sort());
      const bridges = [...rendered.keys()].flatMap(
        (path) => /^videobridges\/([^/]+)\/jvb\.conf$/u.exec(path)?.[1] ?? [],
      );
      assert.ok(bridges.length > 0);
      for (const id of bridges) {
        const [machine = ''] = services[id]?.profiles ?? [];
        assert.ok(settings.includes(`id: ${id}, address: ${machine}`), id);
      }
    });

    it(`mounts what is rendered, and holds no secret itself (${what})`, () => {
      const rendered = renderedFrom(settings);
      const text = fileOf(rendered, 'compose.yaml');
      assert.equal(rendered.get('compose.yaml')?.isSecret, false);
      const mounted = Object.values(servicesOf(text)).flatMap(({ volumes = [] }) => volumes);
      const own = mounted.filter((volume) => volume.startsWith('./'));
      assert.ok(own.length >= 5);
      for (const volume of own) {
        const [path = ''] = volume.slice(2).split(':');
        assert.ok(rendered.has(path), path);
        assert.match(volume, /:ro$/u);
      }
    });

    it(`runs read-only; what reads a secret hands it to a user of its own (${what})`, () => {
      const rendered = renderedFrom(settings);
      const services = servicesOf(fileOf(rendered, 'compose.yaml'));
      for (const [name, service] of Object.entries(services)) {
        assert.equal(service.read_only, true, name);
        const secrets = (service.volumes ?? []).filter(
          (volume) => rendered.get(volume.split(':')[0]?.slice(2) ?? '')?.isSecret,
        );
        for (const volume of secrets) assert.match(volume, /:\/campus\/[\w./-]+:ro$/u, name);
        if (secrets.length === 0 || name === 'prosody') continue;
        assert.deepEqual(service.entrypoint?.slice(0, 2), ['/bin/sh', '/start.sh'], name);
      }
    });
  }
});

/** Somebody who is neither root nor who rendered. */
const otherUser = 'nobody';
const isRoot = process.getuid?.() === 0;

(isRoot ? describe : describe.skip)('a program in a container of Jitsi’s', () => {
  const script = fileOf(renderedFrom(everything), 'containers/start.sh');
  const { cap_add: caps = [] } =
    servicesOf(fileOf(renderedFrom(everything), 'compose.yaml'))['jvb1'] ?? {};
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

describe('what is monitored', () => {
  const read = (file: string): string => readFileSync(join(here, file), 'utf8');
  const recorded = (file: string): string =>
    readFileSync(join(import.meta.dirname, 'stand-in/recorded', file), 'utf8');

  (compose ? it : it.skip)(
    'is a file that docker-compose takes, and that wants what is secret',
    () => {
      const given = {
        RENDERED: '/rendered',
        METRICS_TOKEN_FILE: '/token',
        GRAFANA_PASSWORD: 'any',
      };
      const text = read('compose.monitoring.yaml');
      assert.deepEqual(taken(text, given), ['grafana', 'prometheus']);
      assert.throws(() => taken(text, { ...given, GRAFANA_PASSWORD: '' }));
    },
  );

  it('is there: every metric of the dashboard is one that a bridge, Jicofo or a videobridge has', async () => {
    const own = await createMetrics({
      meetings: () => Promise.resolve(0),
      participants: () => Promise.resolve(0),
      queue: () =>
        Promise.resolve({ waiting: 0, longestMs: 0, onTheWay: 0, atOnce: 0, meetings: new Map() }),
      messages: () => Promise.resolve({ dead: 0 }),
    }).text();
    const known = new Set(
      [own, recorded('jicofo-metrics.txt'), recorded('videobridge-metrics.txt')].flatMap((text) =>
        [...text.matchAll(/^# TYPE (\w+)/gmu)].map(([, name]) => name),
      ),
    );
    const { panels } = JSON.parse(read('monitoring/campus-meet.json')) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    const asked = panels.flatMap(({ targets }) =>
      targets.flatMap(
        ({ expr }) => expr.match(/\b(?:campus_meet|jitsi|http|nodejs|process)_\w+/gu) ?? [],
      ),
    );
    assert.ok(asked.length >= panels.length);
    for (const name of asked) {
      assert.ok(known.has(name.replace(/_(?:bucket|count|sum)$/u, '')) || known.has(name), name);
    }
  });

  it('is asked where it was rendered: Jicofo and each videobridge', () => {
    const groups = JSON.parse(fileOf(renderedFrom(everything), 'monitoring/jitsi.json')) as {
      targets: string[];
      labels: Record<string, string>;
    }[];
    assert.deepEqual(groups[0]?.targets, ['10.20.0.10:8888']);
    assert.deepEqual(
      groups.flatMap(({ labels }) => labels['relay'] ?? []),
      ['jvb1', 'jvb2', 'jvb3', 'jvb4'],
    );
  });
});
