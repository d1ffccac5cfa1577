import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import getPort from 'get-port';
import { becomes } from '../../bridge/test/becomes.ts';
import { partAt } from '../../bridge/test/parts.ts';
import { domain, newRoom, openStage, type Stage } from '../prosody/test/harness.ts';
import type { XmppClient } from '../prosody/test/xmpp-client.ts';
import { startMedia, type RunningMedia, type RunningVideobridge } from './start.ts';

const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'recorded', `${name}.json`), 'utf8'));
const recordedTypes = (name: string): Set<string> =>
  new Set(
    readFileSync(join(import.meta.dirname, 'recorded', `${name}-metrics.txt`), 'utf8').split('\n'),
  );

/** The names of an object's fields, of those in it as well; what a map's keys are is no name. */
function fields(value: unknown, maps: readonly string[] = [], path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const name = maps.includes(path) ? '*' : key;
    return [`${path}${name}`, ...fields(one, maps, `${path}${name}.`)];
  });
}
const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** A bridge as the focus shows it. */
interface ShownBridge {
  'relay-id': string;
  endpoints: number;
  drain: boolean;
}

const get = (url: string): Promise<Response> => fetch(url);
const json = async (url: string): Promise<unknown> => (await get(url)).json();

(partAt('prosody') === null ? describe.skip : describe)(
  'the stand-ins for Jicofo and the videobridges, as IT sees them (real Prosody)',
  () => {
    let stage: Stage;
    let media: RunningMedia;
    let first: RunningVideobridge;
    let second: RunningVideobridge;
    const room = newRoom();
    const people: XmppClient[] = [];

    before(async () => {
      stage = await openStage({ withFocus: false });
      media = await startMedia({
        domain,
        focus: { componentPort: stage.run.focus.port, httpPort: await getPort() },
        secrets: { component: stage.run.focus.secret, bridges: 'between focus and bridges' },
        bridges: { jvb1: await getPort(), jvb2: await getPort() },
      });
      [first, second] = media.videobridges as [RunningVideobridge, RunningVideobridge];
    });
    after(async () => {
      await media.stop();
      await stage.close();
    });

    /** Waits until the focus shows so many people on each bridge. */
    const spread = (wanted: Readonly<Record<string, number>>): Promise<void> =>
      becomes(() => shown(({ endpoints }) => endpoints), wanted);
    const drained = (wanted: Readonly<Record<string, boolean>>): Promise<void> =>
      becomes(() => shown(({ drain }) => drain), wanted);
    const shown = async <T>(what: (bridge: ShownBridge) => T): Promise<Record<string, T>> => {
      const debug = (await json(`${media.focus.httpUrl}/debug`)) as {
        bridge_selector: { bridge: Record<string, ShownBridge> };
      };
      const bridges = Object.values(debug.bridge_selector.bridge);
      return Object.fromEntries(bridges.map((one) => [one['relay-id'], what(one)]));
    };
    const calls = (client: XmppClient): Promise<string> =>
      client.next((stanza) => stanza.includes(`action='session-initiate'`));

    it('call everybody of a room from the second person on, and spread them over the bridges', async () => {
      // Both are known to the focus before anybody comes: else the first would get all.
      await spread({ jvb1: 0, jvb2: 0 });
      people.push(await stage.enter({ room, moderator: true }, 'aaaaaaaa'));
      const called = calls(people[0]!);
      for (const nick of ['bbbbbbbb', 'cccccccc']) people.push(await stage.enter({ room }, nick));
      const offer = await called;
      assert.match(offer, /name='opus'.*name='VP8'/u);
      assert.match(offer, /<candidate [^>]*ip='127\.0\.0\.1'/u);
      await spread({ jvb1: 2, jvb2: 1 });
    });

    it('answer with the fields of the real ones', async () => {
      const stats = await json(`${first.httpUrl}/colibri/stats`);
      assert.deepEqual(fields(stats).sort(), fields(recorded('videobridge-colibri-stats')).sort());
      const maps = ['conferences.', 'conferences.*.endpoints.', 'conferences.*.relays.'];
      const debug = unique(fields(await json(`${first.httpUrl}/debug`), maps));
      const real = unique(fields(recorded('videobridge-debug'), maps));
      assert.deepEqual(
        debug.filter((name) => !/relays\.\*/u.test(name)),
        real,
      );
      const shown = unique(fields(await json(`${media.focus.httpUrl}/debug`), focusMaps));
      assert.deepEqual(shown, unique(fields(recorded('jicofo-debug'), focusMaps)));
      const statistics = fields(await json(`${media.focus.httpUrl}/stats`));
      // Jicofo's own queues, and Jingle actions that were not seen yet: only there once something went through.
      const optional = /^(?:queues|jingle\.(?:sent|received))\./u;
      const ours = statistics.filter((name) => !optional.test(name)).sort();
      const theirs = fields(recorded('jicofo-stats')).filter((name) => !optional.test(name));
      assert.deepEqual(ours, theirs.sort());
    });

    it('give figures to Prometheus under the real ones’ names and types', async () => {
      for (const [url, name] of [
        [media.focus.httpUrl, 'jicofo'],
        [first.httpUrl, 'videobridge'],
      ] as const) {
        const text = await (await get(`${url}/metrics`)).text();
        const types = text.split('\n').filter((line) => line.startsWith('# TYPE'));
        assert(types.length > 5);
        const real = recordedTypes(name);
        for (const type of types) assert(real.has(type), type);
      }
    });

    it('say how they are: healthy, version, drained or not', async () => {
      const health = await get(`${media.focus.httpUrl}/about/health`);
      assert.deepEqual([health.status, await health.text()], [200, 'OK']);
      assert.equal((await get(`${first.httpUrl}/about/health`)).status, 200);
      assert.deepEqual(Object.keys((await json(`${first.httpUrl}/about/version`)) as object), [
        'name',
        'version',
        'os',
      ]);
      assert.equal((await get(`${first.httpUrl}/colibri/v2/conferences`)).status, 501);
      assert.deepEqual(await json(`${first.httpUrl}/colibri/drain`), { drain: false });
      const rooms = await json(`${media.focus.httpUrl}/debug/conferences`);
      assert.deepEqual(rooms, [`${room}@conference.${domain}`]);
    });

    it('take nothing that a page of the internet sends', async () => {
      for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://a.test' }]) {
        const url = `${first.httpUrl}/colibri/drain/enable`;
        assert.equal((await fetch(url, { method: 'POST', headers })).status, 403);
      }
      assert.deepEqual(await json(`${first.httpUrl}/colibri/drain`), { drain: false });
    });

    it('a drained bridge keeps its people and gets no newcomers until it is drained no more', async () => {
      await fetch(`${first.httpUrl}/colibri/drain/enable`, { method: 'POST' });
      await drained({ jvb1: true, jvb2: false });
      people.push(await stage.enter({ room }, 'dddddddd'));
      await spread({ jvb1: 2, jvb2: 2 });
      const url = `${media.focus.httpUrl}/move-endpoints/move-endpoints?bridge=jvb1&numEndpoints=2`;
      assert.deepEqual(await json(url), { movedEndpoints: 2, conferences: 1 });
      await spread({ jvb1: 0, jvb2: 4 });
      await fetch(`${first.httpUrl}/colibri/drain/disable`, { method: 'POST' });
      await drained({ jvb1: false, jvb2: false });
      people.push(await stage.enter({ room }, 'eeeeeeee'));
      await spread({ jvb1: 1, jvb2: 4 });
    });

    it('people are moved by hand', async () => {
      const url = `${media.focus.httpUrl}/move-endpoints/move-endpoints?bridge=jvb2&numEndpoints=1`;
      assert.deepEqual(await json(url), { movedEndpoints: 1, conferences: 1 });
      await spread({ jvb1: 2, jvb2: 3 });
    });

    it('a bridge that is killed is noticed; its people are called to the other one', async () => {
      await first.kill();
      await spread({ jvb2: 5 });
      const stats = (await json(`${media.focus.httpUrl}/stats`)) as {
        bridge_failures: { participants_moved: number; bridges_removed: number };
      };
      assert.equal(stats.bridge_failures.bridges_removed, 1);
      assert(stats.bridge_failures.participants_moved >= 2);
    });

    it('without any bridge the focus says so, to IT and in the room; people are called when one is back', async () => {
      const told = people[0]!.next((stanza) => stanza.includes('<bridgeNotAvailable'));
      await second.stop();
      await told;
      const health = await get(`${media.focus.httpUrl}/about/health`);
      assert.equal(health.status, 500);
      assert.equal(await health.text(), 'No operational bridges available (total bridge count: 0)');
      const called = people.map(calls);
      await first.restart();
      await Promise.all(called);
      await spread({ jvb1: 5 });
    });
  },
);

const focusMaps = ['focus_manager.', 'bridge_selector.bridge.'];
