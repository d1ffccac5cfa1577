import Router from '@koa/router';
import { metricsText, metricsType, type Metric } from '../process/metrics.ts';
import type { Bridge } from './bridge.ts';
import type { Endpoint } from './endpoint.ts';
import { stressOf } from './load.ts';
import { colibriStatistics } from './statistics.ts';

export interface RouteDeps {
  /** Relay id. */
  id: string;
  /** The bridge takes people, or takes none any more. */
  changed: () => void;
  /** It is to end now. */
  end: () => void;
}

const health = { success: true, hardFailure: true, responseCode: null, message: null };

/** What Jitsi's videobridge answers by HTTP on its private port: the addresses that operators use (recorded: ../recorded). */
export function videobridgeRoutes(bridge: Bridge, deps: RouteDeps): Router {
  const router = new Router();
  router.get('/about/health', (ctx) => {
    ctx.status = 200;
    ctx.body = '';
  });
  router.get('/about/version', (ctx) => {
    ctx.body = { name: 'JVB', version: 'campus-meet-stand-in', os: process.platform };
  });
  router.get('/colibri/stats', (ctx) => {
    ctx.body = colibriStatistics(bridge, deps.id);
  });
  // Jitsi's own lists no meetings either: they are to be had from the focus.
  router.get('/colibri/v2/conferences', (ctx) => {
    ctx.status = 501;
  });
  router.get('/colibri/muc-client/list', (ctx) => {
    ctx.body = ['shard1'];
  });
  router.get('/stats', (ctx) => {
    ctx.body = { conferences: {} };
  });
  router.get('/debug', (ctx) => {
    ctx.body = debugOf(bridge);
  });
  router.get('/debug/:conference/:endpoint', (ctx) => {
    const { conference, endpoint } = ctx['params'] as Record<'conference' | 'endpoint', string>;
    const shown = bridge.conferences.get(conference)?.endpoints.get(endpoint);
    if (shown) ctx.body = endpointDebug(shown);
  });
  router.get('/metrics', (ctx) => {
    ctx.body = metricsText('jitsi_jvb_', videobridgeMetrics(bridge, deps.id));
    ctx.set('Content-Type', metricsType);
  });
  mountSwitches(router, bridge, deps);
  return router;
}

function mountSwitches(router: Router, bridge: Bridge, { changed, end }: RouteDeps): void {
  router.get('/colibri/drain', (ctx) => {
    ctx.body = { drain: bridge.drain };
  });
  for (const [word, drain] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    router.post(`/colibri/drain/${word}`, (ctx) => {
      bridge.drain = drain;
      changed();
      ctx.status = 200;
      ctx.body = '';
    });
  }
  // Jitsi's own takes {"graceful-shutdown": false} as well, which ends at once; SIGTERM does that here.
  router.post('/colibri/shutdown', (ctx) => {
    bridge.shuttingDown = true;
    changed();
    ctx.status = 200;
    ctx.body = '';
    if (bridge.endpoints().length === 0) setImmediate(end);
  });
}

function debugOf(bridge: Bridge): object {
  const conferences = [...bridge.conferences.values()].map((conference) => {
    const { id, name, meetingId, endpoints, bridges } = conference;
    const people = Object.fromEntries([...endpoints.keys()].map((one) => [one, one]));
    const relays = Object.fromEntries(bridges.map((one) => [one, one]));
    const shown = { id, rtcstatsEnabled: false, name, meeting_id: meetingId };
    return [id, { ...shown, endpoints: people, relays }] as const;
  });
  const stress = stressOf();
  return {
    shutdown_state: bridge.shuttingDown ? 'GRACEFUL_SHUTDOWN' : 'RUNNING',
    drain: bridge.drain,
    time: Date.now(),
    load_management: {
      state: stress > 1 ? 'OVERLOADED' : 'NOT_OVERLOADED',
      stress: String(stress),
      reducer_enabled: 'false',
    },
    conferences: Object.fromEntries(conferences),
    health,
  };
}

/** What one endpoint sends, wants to see and is sent: Jitsi's own has the address, and another shape. */
function endpointDebug(endpoint: Endpoint): object {
  const now = performance.now();
  const { id, state, isReachable, wish, sources, sent } = endpoint;
  const incoming = [...endpoint.incoming.values()].map(({ ssrc, height, packets, mediaAt }) => {
    return { ssrc, height, packets, quietForMs: Math.round(now - mediaAt) };
  });
  const forwarders = [...endpoint.forwarders.values()].map(({ ssrc, current, target }) => {
    return { ssrc, current, target };
  });
  const wanted = { ...wish, heights: Object.fromEntries(wish.heights) };
  const told = Object.fromEntries(endpoint.told);
  return { id, state, isReachable, wish: wanted, sources, incoming, forwarders, sent, told };
}

const figures = [
  ['conferences', 'gauge', 'conferences', 'Current number of conferences.'],
  ['conferences_with_relay', 'gauge', 'octo_conferences', 'Conferences on other bridges, too.'],
  ['current_endpoints', 'gauge', 'endpoints', 'Current number of endpoints (local and relayed).'],
  ['local_endpoints', 'gauge', 'local_endpoints', 'Current number of endpoints here.'],
  ['active_endpoints', 'gauge', 'local_active_endpoints', 'Endpoints that are connected.'],
  ['endpoints_sending_audio', 'gauge', 'endpoints_sending_audio', 'Endpoints that send sound.'],
  ['endpoints_sending_video', 'gauge', 'endpoints_sending_video', 'Endpoints that send a picture.'],
  ['largest_conference', 'gauge', 'largest_conference', 'The size of the largest conference.'],
  ['average_rtt', 'gauge', 'rtt_aggregate', 'Average round trip (milliseconds).'],
  ['stress', 'gauge', 'stress_level', 'Share of one core that the bridge takes.'],
  ['conferences_created', 'counter', 'total_conferences_created', 'Conferences since the start.'],
  ['endpoints', 'counter', 'total_participants', 'Endpoints since the start.'],
  ['ice_succeeded', 'counter', 'total_ice_succeeded', 'Connections that were made.'],
  ['ice_failed', 'counter', 'total_ice_failed', 'Connections that could not be made.'],
  ['bytes_received', 'counter', 'total_bytes_received', 'Bytes of media from endpoints.'],
  ['bytes_sent', 'counter', 'total_bytes_sent', 'Bytes of media to endpoints.'],
  ['packets_received', 'counter', 'total_packets_received', 'Packets from endpoints.'],
  ['packets_sent', 'counter', 'total_packets_sent', 'Packets to endpoints.'],
  ['relay_bytes_received', 'counter', 'total_bytes_received_octo', 'Bytes from other bridges.'],
  ['relay_bytes_sent', 'counter', 'total_bytes_sent_octo', 'Bytes to other bridges.'],
  ['drain_mode', 'gauge', 'drain', 'Whether the bridge is drained.'],
  ['healthy', 'gauge', 'healthy', 'Whether the bridge is healthy.'],
  ['graceful_shutdown', 'gauge', 'graceful_shutdown', 'Whether it ends when it is empty.'],
] as const;

/** Those of the real one's figures that a stand-in has. */
function videobridgeMetrics(bridge: Bridge, id: string): Metric[] {
  const statistics = colibriStatistics(bridge, id);
  return figures.map(([name, type, field, help]) => ({
    name,
    type,
    help,
    value: Number(statistics[field]),
  }));
}
