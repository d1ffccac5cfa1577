import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import getPort from 'get-port';
import { domain, newRoom, openStage } from '../../../../jitsi-config/prosody/test/harness.ts';
import { startMedia } from '../../../../jitsi-config/stand-in/start.ts';
import { becomes } from '../../../test/becomes.ts';
import { partAt } from '../../../test/parts.ts';
import { createFakeFleet } from './fake-fleet.ts';
import { createJitsiFleet } from './fleet.ts';
import { jitsiFleetSuite, type FleetUnderTest } from './fleet.suite.ts';

describe('a fleet: the fake', () => {
  let subject: FleetUnderTest;
  beforeEach(() => {
    const fake = createFakeFleet(['jvb1', 'jvb2']);
    subject = {
      fleet: fake,
      newRoom,
      enter: (...people) => {
        fake.enter(...people);
        return Promise.resolve();
      },
      lose: (id) => {
        fake.lose(id);
        return Promise.resolve();
      },
      focusGoesAway: () => {
        fake.isFocusThere = false;
        return Promise.resolve();
      },
    };
  });
  jitsiFleetSuite(() => subject);
});

(partAt('prosody') === null ? describe.skip : describe)(
  'a fleet: the stand-ins, by HTTP (real Prosody)',
  () => {
    let subject: FleetUnderTest & { close: () => Promise<void> };
    beforeEach(async () => {
      subject = await standIns();
    });
    afterEach(() => subject.close());
    jitsiFleetSuite(() => subject);
  },
);

async function standIns(): Promise<FleetUnderTest & { close: () => Promise<void> }> {
  const stage = await openStage({ withFocus: false });
  const media = await startMedia({
    domain,
    focus: { componentPort: stage.run.focus.port, httpPort: await getPort() },
    secrets: { component: stage.run.focus.secret, bridges: 'between focus and bridges' },
    bridges: { jvb1: await getPort(), jvb2: await getPort() },
  });
  const fleet = createJitsiFleet({
    focusUrl: media.focus.httpUrl,
    videobridgeUrls: Object.fromEntries(media.videobridges.map(({ id, httpUrl }) => [id, httpUrl])),
  });
  // Else the one that the focus hears of first would get everybody.
  await becomes(async () => (await fleet.focus()).videobridges.length, 2);
  let people = 0;
  return {
    fleet,
    newRoom,
    enter: async (room, count) => {
      for (let one = 0; one < count; one += 1) {
        people += 1;
        await stage.enter(
          { room, moderator: people === 1 },
          `nick${String(people).padStart(4, '0')}`,
        );
      }
    },
    lose: async (id) => {
      await media.videobridges.find((bridge) => bridge.id === id)?.kill();
    },
    focusGoesAway: () => media.focus.stop(),
    close: async () => {
      await media.stop();
      await stage.close();
    },
  };
}

const recorded = join(import.meta.dirname, '../../../test/recorded/jitsi');
const names: Readonly<Record<string, string>> = {
  '/debug': 'debug',
  '/stats': 'stats',
  '/colibri/stats': 'colibri-stats',
};

/** Answers as one of the real servers did in a state of the fleet. */
const recording =
  (state: string, server: string): RequestListener =>
  ({ url = '' }, response) => {
    const file = join(recorded, state, `${server}-${names[url] ?? 'none'}.json`);
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  };

describe('a fleet, as the real Jicofo and videobridges of August 2026 answered', () => {
  const servers: Server[] = [];
  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  const fleetIn = async (state: string) =>
    createJitsiFleet({
      focusUrl: await serve(recording(state, 'jicofo')),
      videobridgeUrls: {
        jvb1: await serve(recording(state, 'jvb1')),
        jvb2: await serve(recording(state, 'jvb2')),
      },
    });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('of four people on two: without Jicofo’s own rooms, each with its part of the meeting', async () => {
    const fleet = await fleetIn('two-bridges-four');
    const seen = await fleet.focus();
    const room = '7e3aedd5015d2f9f5948bef7ad61f58a';
    assert.deepEqual(seen.meetings, [{ room, people: 4 }]);
    assert.deepEqual([seen.isHealthy, seen.version], [true, '1.1.SNAPSHOT']);
    assert.deepEqual(
      seen.videobridges.map(({ relayId, endpoints, isDraining }) => [
        relayId,
        endpoints,
        isDraining,
      ]),
      [
        ['jvb2', 3, false],
        ['jvb1', 1, false],
      ],
    );
    const { jvb1, jvb2 } = {
      jvb1: await fleet.videobridge('jvb1'),
      jvb2: await fleet.videobridge('jvb2'),
    };
    assert.deepEqual(
      [jvb1.meetings, jvb2.meetings],
      [[{ room, people: 1 }], [{ room, people: 3 }]],
    );
    assert.deepEqual([jvb2.receivedKbps, jvb2.sentKbps, jvb2.version], [186, 278, '2.3.SNAPSHOT']);
    assert.equal(jvb2.averageParticipantStress, 0.01);
  });

  it('of one that drains', async () => {
    const fleet = await fleetIn('draining-jvb2');
    const draining = (await fleet.focus()).videobridges.filter(({ isDraining }) => isDraining);
    assert.deepEqual(
      draining.map(({ relayId, endpoints }) => [relayId, endpoints]),
      [['jvb2', 3]],
    );
    assert.equal((await fleet.videobridge('jvb2')).isDraining, true);
    assert.equal((await fleet.videobridge('jvb1')).isDraining, false);
  });

  it('without videobridges: Jicofo answers, and says what is wrong', async () => {
    const { isHealthy, trouble, videobridges, meetings } = await (
      await fleetIn('no-bridges')
    ).focus();
    assert.deepEqual([isHealthy, videobridges.length, meetings.length], [false, 0, 1]);
    assert.equal(trouble, 'No operational bridges available (total bridge count: 0)');
  });

  it('is refused where the statistics are switched off, where a proxy answers or sends elsewhere', async () => {
    const elsewhere: RequestListener = (_, response) =>
      void response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end();
    const pages: RequestListener = (_, response) => void response.end('<html>Welcome</html>');
    for (const listener of [recording('no-bridges', 'jvb1'), pages, elsewhere]) {
      const url = await serve(listener);
      const fleet = createJitsiFleet({ focusUrl: url, videobridgeUrls: { jvb1: url } });
      await assert.rejects(fleet.focus(), { code: 'fleet/refused' });
      await assert.rejects(fleet.videobridge('jvb1'), { code: 'fleet/refused' });
    }
  });

  it('is unavailable where somebody takes the call and says nothing', async () => {
    const focusUrl = await serve(() => undefined);
    const fleet = createJitsiFleet({ focusUrl, videobridgeUrls: {}, timeout: 50 });
    await assert.rejects(fleet.focus(), { code: 'fleet/unavailable' });
  });
});
