import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import hoconParser from '@pushcorn/hocon-parser';
import { connectionOptions } from '../../ui/src/adapters/jitsi/options.ts';
import { bridgeSettings } from '../../bridge/test/bridge-settings.ts';
import { partAt } from '../../bridge/test/parts.ts';
import { readConfig } from '../../bridge/src/app/config.ts';
import { stressThreshold } from '../../bridge/src/features/operations/capacity/index.ts';
import { exampleSettings } from './example.ts';
import {
  bothKinds,
  everything,
  fileOf,
  ipv6Only,
  oneMachine,
  renderedFrom,
  secrets,
} from './test/sample.ts';

type Tree = { [key: string]: Tree | unknown[] | string | number | boolean };

/** Parses HOCON as an independent reader does. */
const parsed = async (text: string): Promise<Tree> =>
  (await hoconParser.parse({ text, strict: true })) as Tree;

const known = JSON.parse(
  readFileSync(join(import.meta.dirname, 'test/known-keys.json'), 'utf8'),
) as Record<'jicofo' | 'videobridge' | 'jibri', string[]>;

/** Paths of every value, with `*` for the place in a list. */
function pathsOf(value: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) {
    const inner = value.filter((one) => typeof one === 'object');
    return inner.length === 0
      ? [path.join('.')]
      : inner.flatMap((one) => pathsOf(one, [...path, '*']));
  }
  if (typeof value !== 'object' || value === null) return [path.join('.')];
  return Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]));
}

/** Whether Jitsi knows a key: names of our own choice stand as `*` in its list. */
function isKnown(path: string, keys: readonly string[]): boolean {
  return keys.some((key) => {
    const pattern = key.split('.');
    const parts = path.split('.');
    return (
      pattern.length === parts.length &&
      pattern.every((part, index) => part === '*' || part === parts[index])
    );
  });
}

const websocket = oneMachine('media: { bridgeChannel: websocket }');
const samples = {
  oneMachine: oneMachine(),
  everything,
  bothKinds,
  ipv6Only,
  websocket,
  example: exampleSettings(),
};

describe('what is rendered for Jicofo, videobridges and Jibri', () => {
  for (const [name, text] of Object.entries(samples)) {
    it(`is HOCON with keys that Jitsi knows, and no other (${name})`, async () => {
      const rendered = renderedFrom(text);
      const files = [...rendered].filter(([path]) => /(?:jicofo|jvb|jibri)\.conf$/u.test(path));
      assert.ok(files.length >= 3);
      for (const [path, file] of files) {
        const program = path.includes('jicofo')
          ? 'jicofo'
          : path.includes('jvb')
            ? 'videobridge'
            : 'jibri';
        const paths = pathsOf(await parsed(file.text));
        const unknown = paths.filter((one) => !isKnown(one, known[program]));
        assert.deepEqual(unknown, [], path);
      }
    });
  }

  it('lets Jicofo spread a meeting: relays, regions, bounds, delays, and nobody host by being first', async () => {
    const { jicofo } = (await parsed(
      fileOf(renderedFrom(everything), 'signalling/jicofo.conf'),
    )) as {
      jicofo: Record<string, Record<string, unknown>>;
    };
    assert.equal(jicofo['octo']?.['enabled'], true);
    assert.equal(jicofo['bridge']?.['selection-strategy'], 'RegionBasedBridgeSelectionStrategy');
    assert.equal(jicofo['bridge']['max-bridge-participants'], 80);
    assert.equal(jicofo['bridge']['max-bridge-participants-per-interval'], 30);
    assert.deepEqual(jicofo['bridge']['load-redistribution'], {
      enabled: true,
      'stress-threshold': '0.9',
    });
    assert.equal(jicofo['conference']?.['enable-auto-owner'], false);
    assert.equal(jicofo['conference']['max-video-senders'], 50);
    assert.deepEqual(jicofo['conference']['source-signaling-delays'], { 50: 1000, 100: 2000 });
    assert.deepEqual(jicofo['health'], { enabled: true });
    assert.equal(jicofo['rest']?.['enabled'], true);
  });

  it('gives each videobridge its name, its region and a measure of load that suits its machine', async () => {
    const rendered = renderedFrom(everything);
    const of = async (id: string) =>
      (await parsed(fileOf(rendered, `videobridges/${id}/jvb.conf`))) as {
        videobridge: Record<string, Record<string, unknown>>;
        ice4j: { harvest: Record<string, unknown> };
      };
    const alone = await of('jvb1');
    assert.deepEqual(alone.videobridge['relay'], {
      enabled: true,
      'relay-id': 'jvb1',
      region: 'campus',
    });
    assert.deepEqual(alone.videobridge['loudest'], { 'route-loudest-only': true });
    const loadOf = (file: typeof alone) =>
      file.videobridge['load-management'] as { 'load-measurements': Record<string, unknown> };
    assert.equal(loadOf(alone)['load-measurements']['load-measurement'], 'cpu-usage');
    const shared = loadOf(await of('jvb2'))['load-measurements'];
    assert.equal(shared['load-measurement'], 'packet-rate');
    assert.deepEqual(shared['packet-rate'], {
      'load-threshold': 50_000,
      'recovery-threshold': 40_000,
    });
    const routed = await of('jvb3');
    assert.deepEqual(routed.ice4j.harvest['allowed-addresses'], ['10.30.0.21']);
    assert.match(JSON.stringify(routed.ice4j.harvest['mapping']), /203\.0\.113\.21/u);
    // Behind a router it has a public address after all; alone in the campus it has none.
    assert.deepEqual(routed.videobridge['health'], { 'require-valid-address': true });
    assert.deepEqual(alone.videobridge['health'], { 'require-valid-address': false });
  });

  it('has media by IPv6 where a videobridge has an address for it, and only there', async () => {
    const harvest = async (text: string, id: string) => {
      const file = await parsed(fileOf(renderedFrom(text), `videobridges/${id}/jvb.conf`));
      return (file['ice4j'] as Tree)['harvest'] as Tree;
    };
    const both = await harvest(bothKinds, 'jvb3');
    assert.deepEqual(both['allowed-addresses'], ['10.30.0.21', '2001:db8:30::21']);
    assert.equal(both['use-ipv6'], true);
    // The router translates the IPv4 address alone.
    assert.doesNotMatch(JSON.stringify(both['mapping']), /2001:/u);
    assert.deepEqual((await harvest(ipv6Only, 'jvb1'))['allowed-addresses'], ['2001:db8:20::21']);
    assert.equal((await harvest(everything, 'jvb1'))['use-ipv6'], false);
  });

  it('measures packets where videobridges share a machine, unless told otherwise', () => {
    assert.match(
      fileOf(renderedFrom(oneMachine()), 'videobridges/jvb1/jvb.conf'),
      /load-measurement = "packet-rate"/u,
    );
  });
});

describe('what is rendered beside', () => {
  it('is a fragment that Campus Meet takes, with the same secrets as Prosody has', () => {
    const rendered = renderedFrom(everything);
    const fragment = parseEnv(fileOf(rendered, 'campus-meet/jitsi.env'));
    const config = readConfig({ ...bridgeSettings, ...fragment });
    assert.equal(config.MEETING_CAPACITY, 150);
    assert.equal(config.JITSI_COMMANDS_URL, 'https://meet.uni.test/campus-meet/commands');
    assert.equal(config.JICOFO_URL, 'http://10.20.0.10:8888');
    assert.equal(config.JICOFO_STRESS_THRESHOLD, stressThreshold);
    const jicofo = fileOf(rendered, 'signalling/jicofo.conf');
    const most = (sort: string) =>
      Number(new RegExp(`max-${sort}-senders = (\\d+)`, 'u').exec(jicofo)?.[1]);
    assert.ok(config.START_MUTED_FROM <= most('audio'), 'nobody starts muted by Jicofo alone');
    assert.ok(config.START_CAMERA_OFF_FROM <= most('video'));
    assert.equal(config.VIDEOBRIDGE_URLS['jvb4'], 'http://10.30.0.22:8080');
    const prosody = fileOf(rendered, 'signalling/prosody.cfg.lua');
    assert.ok(prosody.includes(`campus_meet_secret = "${config.JITSI_MESSAGE_SECRET}"`));
    assert.ok(prosody.includes(`app_secret = "${config.JITSI_APP_SECRET}"`));
    assert.ok(prosody.includes('campus_meet_events_url = "https://campus.uni.test/jitsi/events"'));
  });

  it('tells other clients what the panel tells lib-jitsi-meet itself', () => {
    const options = JSON.parse(
      fileOf(renderedFrom(everything), 'campus-meet/library-options.json'),
    ) as {
      connection: Record<string, unknown>;
    };
    const panel = connectionOptions({
      libraryUrl: '',
      serviceUrl: String(options.connection['serviceUrl']),
      domain: 'meet.uni.test',
      muc: 'conference.meet.uni.test',
      focus: 'focus.meet.uni.test',
      room: 'r',
      jwt: '',
      displayName: '',
      personId: null,
    }) as Record<string, unknown>;
    for (const key of ['hosts', 'flags', 'bridgeChannel', 'enableWebsocketResume']) {
      assert.deepEqual(options.connection[key], panel[key], key);
    }
  });

  it('keeps unguarded ports for the one machine that needs them', () => {
    const rendered = renderedFrom(everything);
    const rules = fileOf(rendered, 'videobridges/jvb1/firewall.nft');
    assert.match(
      rules,
      /tcp dport 8080 ip saddr != \{ 127\.0\.0\.0\/8, 10\.20\.0\.21, 10\.20\.0\.5 \} drop/u,
    );
    assert.match(fileOf(rendered, 'ports.tsv'), /10\.20\.0\.21\ttcp\t8080\t.*\t10\.20\.0\.5/u);
    assert.equal(renderedFrom(oneMachine()).has('videobridges/jvb1/firewall.nft'), false);
  });

  it('keeps them by IPv6 as well: for the machines that have it, else for nobody', () => {
    const port = 'tcp dport 8080';
    const rules = (text: string) => fileOf(renderedFrom(text), 'videobridges/jvb1/firewall.nft');
    assert.ok(rules(everything).includes(`${port} ip6 saddr != { ::1 } drop`));
    const alone = rules(ipv6Only);
    assert.ok(alone.includes(`${port} ip6 saddr != { ::1, 2001:db8:20::21, 2001:db8:20::5 } drop`));
    assert.ok(alone.includes(`${port} ip saddr != { 127.0.0.0/8 } drop`));
  });

  const nft = partAt('nft');
  // Without the right to look at the machine's own rules it checks nothing.
  (nft && process.getuid?.() === 0 ? it : it.skip)('has firewall rules that nftables takes', () => {
    for (const text of [everything, bothKinds, ipv6Only]) {
      for (const [path, file] of renderedFrom(text)) {
        if (!path.endsWith('.nft')) continue;
        execFileSync(nft ?? '', ['--check', '--file', '-'], { input: file.text, stdio: 'pipe' });
      }
    }
  });

  it('writes IPv6 addresses into URLs as URLs want them', () => {
    const rendered = renderedFrom(
      ipv6Only.replace('turn:', 'media: { bridgeChannel: websocket }\nturn:'),
    );
    const config = readConfig({
      ...bridgeSettings,
      ...parseEnv(fileOf(rendered, 'campus-meet/jitsi.env')),
    });
    assert.equal(config.JICOFO_URL, 'http://[2001:db8:20::10]:8888');
    assert.equal(config.VIDEOBRIDGE_URLS['jvb4'], 'http://[2001:db8:30::22]:8080');
    assert.match(fileOf(rendered, 'monitoring/jitsi.json'), /"\[2001:db8:20::21\]:8080"/u);
    assert.match(
      fileOf(rendered, 'signalling/nginx.conf'),
      /proxy_pass http:\/\/\[2001:db8:20::21\]:9090;/u,
    );
  });

  it('tells who opens firewalls of both addresses that media arrive at', () => {
    const table = fileOf(renderedFrom(bothKinds), 'ports.tsv');
    assert.match(table, /^10\.20\.0\.21\tudp\t10000\t.*\teverybody$/mu);
    assert.match(table, /^2001:db8:20::21\tudp\t10000\t.*\teverybody$/mu);
    assert.match(table, /^2001:db8:20::12\ttcp\t5349\t.*\teverybody$/mu);
  });

  it('deletes logs and recordings after their days', () => {
    const rendered = renderedFrom(everything);
    assert.match(fileOf(rendered, 'signalling/logrotate.conf'), /maxage 7/u);
    assert.match(
      fileOf(rendered, 'recorders/jibri1/tmpfiles.conf'),
      /^d \/srv\/recordings 0750 jibri jibri 30d$/mu,
    );
  });

  it('never puts a secret into a file that others may read', () => {
    for (const text of Object.values(samples)) {
      for (const [path, file] of renderedFrom(text)) {
        const holds = Object.values(secrets).some((one) => file.text.includes(one));
        assert.equal(holds && !file.isSecret, false, path);
      }
    }
  });

  it('has scripts that a shell reads', () => {
    for (const [path, { text }] of renderedFrom(everything)) {
      if (path.endsWith('.sh')) execFileSync('sh', ['-n'], { input: text });
    }
  });
});
