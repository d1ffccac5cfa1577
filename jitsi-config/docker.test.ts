import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { partAt } from '../bridge/test/parts.ts';
import { runRawBridge } from '../bridge/test/raw-bridge.ts';
import { sqliteTemplate } from '../bridge/test/template-database.ts';
import { systemClock } from '../bridge/src/kernel/clock.ts';
import { everything, fileOf, ipv6Only, oneMachine, renderedFrom } from './generator/test/sample.ts';

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
  command?: string[];
  environment?: Record<string, string>;
  tmpfs?: string | string[];
  mem_limit?: string | number;
  healthcheck?: { test: string[] };
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
    const monitoring = readFileSync(join(here, 'compose.monitoring.yaml'), 'utf8');
    const services = { ...servicesOf(text), ...servicesOf(monitoring) };
    for (const [name, service] of Object.entries(services)) {
      const { image, restart, mem_limit: memory, healthcheck } = service;
      // Of the bridge its image says it.
      assert.ok(healthcheck ?? image.startsWith('campus-meet/bridge'), name);
      assert.ok(service.read_only ?? name === 'database', name);
      assert.match(image, /^campus-meet\/|:v?\d+\.\d+\.\d+$/u, name);
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

  it('asks each program how it is where that listens, alone on its machine or not', () => {
    for (const settings of [oneMachine(), everything, ipv6Only]) {
      const rendered = renderedFrom(settings);
      const services = servicesOf(fileOf(rendered, 'compose.yaml'));
      const asked = (name: string): string => services[name]?.healthcheck?.test.at(-1) ?? '';
      const env = fileOf(rendered, 'campus-meet/jitsi.env');
      const jicofo = /^JICOFO_URL=(.*)$/mu.exec(env)?.[1];
      assert.equal(asked('jicofo'), `${jicofo}/about/health`);
      const list = /^VIDEOBRIDGE_URLS=(.*)$/mu.exec(env)?.[1]?.split(',') ?? [];
      assert.ok(list.length > 0);
      // That of the library ends when it has copied its files.
      const long = Object.entries(services).filter(([name]) => name !== 'library');
      for (const [name, { healthcheck }] of long) assert.ok(healthcheck, name);
      for (const [id = '', url] of list.map((one) => one.split('='))) {
        assert.equal(asked(id), `${url}/about/health`);
      }
    }
  });

  it('writes no log into memory', () => {
    const { nginx } = servicesOf(fileOf(renderedFrom(everything), 'compose.yaml'));
    const site = fileOf(renderedFrom(everything), 'signalling/nginx.conf');
    const logs = [...site.matchAll(/(?:access|error)_log (\/\S+)/gu)].map(([, file]) => file);
    assert.ok(logs.length > 0);
    for (const log of logs) assert.match(nginx?.command?.at(-1) ?? '', new RegExp(` ${log} `, 'u'));
    // Prosody's image changes its line at each start.
    const change = /^sed -i '([^']+)'/mu.exec(readFileSync(join(here, 'prosody-start.sh'), 'utf8'));
    const prosody = execFileSync('sed', [change?.[1] ?? ''], {
      input: fileOf(renderedFrom(everything), 'signalling/prosody.cfg.lua'),
      encoding: 'utf8',
    });
    assert.match(prosody, /^log = \{ \{ levels = \{ min = "info" \}, to = "console" \} \}$/mu);
  });

  it('has a place that Prosody may write to for each of its folders, wherever settings put them', () => {
    const folders = { prosodyData: '/data/p', prosodyRun: '/run/p', logs: '/var/log/meetings' };
    const rendered = renderedFrom(oneMachine(`folders: ${JSON.stringify(folders)}`));
    const { prosody } = servicesOf(fileOf(rendered, 'compose.yaml'));
    const owned = prosody?.environment?.['CAMPUS_FOLDERS']?.split(' ') ?? [];
    assert.deepEqual(owned, ['/data/p', '/run/p', '/var/log/meetings/prosody']);
    const written = [prosody?.tmpfs ?? [], ...(prosody?.volumes ?? []).map(mountedAt)].flat();
    for (const folder of owned) assert.ok(written.includes(folder), folder);
  });
});

const mountedAt = (volume: string): string => volume.split(':')[1] ?? '';

/** What a bridge that has just started answers to Prometheus. */
async function metricsOfABridge(): Promise<string> {
  const token = 'a-token-of-monitoring-0123456789';
  const { db, close } = await sqliteTemplate().open();
  const bridge = await runRawBridge(db, systemClock, { METRICS_TOKEN: token });
  const { text } = await bridge.send({
    method: 'GET',
    path: '/metrics',
    token,
  });
  await bridge.close();
  await close();
  return text;
}

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
    const own = await metricsOfABridge();
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
    // Prometheus is nobody special: it may not look into what is rendered, which is for its owner alone.
    assert.match(read('compose.monitoring.yaml'), /\}\/monitoring\/jitsi\.json:/u);
  });
});
