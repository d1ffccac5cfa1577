import type { Metric } from '../process/metrics.ts';
import type { Focus } from './focus.ts';

/** What Jicofo answers at /stats, field by field (recorded: ../recorded). What a stand-in has not is 0. */
export function focusStatistics(focus: Focus): object {
  const sizes = [...focus.rooms.values()].map(({ people }) => people.size);
  const participants = sizes.reduce((sum, size) => sum + size, 0);
  const { calls, counts } = focus;
  const isHealthy = focus.bridges.operational().length > 0;
  return {
    total_participants: counts.participants,
    total_conferences_created: counts.conferences,
    conferences: sizes.length,
    conferences_with_visitors: 0,
    bridge_failures: {
      participants_moved: calls.counts.moved,
      bridges_removed: focus.bridges.lost,
    },
    participant_notifications: { ice_failed: 0, request_restart: calls.counts.restarts },
    largest_conference: Math.max(0, ...sizes),
    participants,
    visitors: 0,
    conference_sizes: sizesShown(sizes),
    endpoint_pairs: sizes.reduce((sum, size) => sum + size * size, 0),
    jibri: none(jibri),
    queues: {},
    bridge_selector: bridgesCounted(focus),
    jibri_detector: none(['count', 'available']),
    sip_jibri_detector: none(['count', 'available']),
    jigasi: {},
    threads: 1,
    jingle: jingleCounted(focus),
    version: 'campus-meet-stand-in',
    slow_health_check: 0,
    healthy: isHealthy,
    health: {
      success: isHealthy,
      hardFailure: true,
      responseCode: null,
      sticky: false,
      message: isHealthy ? null : 'No operational bridges available',
    },
  };
}

const jibri = ['sip_call_failures', 'live_streaming_failures', 'recording_failures']
  .map((name) => `total_${name}`)
  .concat(['live_streaming_active', 'recording_active', 'sip_call_active']);

const none = (names: readonly string[]): object =>
  Object.fromEntries(names.map((name) => [name, 0]));

const bounds = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 300, 400, 500, Number.POSITIVE_INFINITY];

function sizesShown(sizes: readonly number[]): object {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const buckets = bounds.slice(0, -1).map((from, index) => {
    const to = bounds[index + 1] ?? Number.POSITIVE_INFINITY;
    const name = `${from}_to_${Number.isFinite(to) ? to : 'max'}`;
    return [name, sizes.filter((size) => size >= from && size < to).length] as const;
  });
  return {
    average: sizes.length === 0 ? 0 : total / sizes.length,
    max: Math.max(0, ...sizes),
    min: Math.min(...sizes, 0),
    total_value: total,
    total_count: sizes.length,
    discarded: 0,
    buckets: { ...Object.fromEntries(buckets), p99_upper_bound: -1, p999_upper_bound: -1 },
  };
}

function bridgesCounted({ bridges }: Focus): Record<string, number> {
  const all = bridges.all();
  return {
    bridge_count: all.length,
    operational_bridge_count: all.filter(({ isGone }) => !isGone).length,
    in_shutdown_bridge_count: all.filter(({ state }) => state.shuttingDown).length,
    lost_bridges: bridges.lost,
    bridge_version_count: new Set(all.map(({ version }) => version)).size,
  };
}

const jingleCounted = ({ calls: { counts } }: Focus): object => ({
  sent: {
    SOURCEADD: counts.added,
    SOURCEREMOVE: counts.removed,
    SESSION_INITIATE: counts.initiated,
    SESSION_TERMINATE: counts.moved,
  },
  received: { SESSION_ACCEPT: counts.accepted },
});

/** Those of Jicofo's figures that a stand-in has. */
export function focusMetrics(focus: Focus): Metric[] {
  const bridges = bridgesCounted(focus);
  const { calls, counts } = focus;
  const sizes = [...focus.rooms.values()].map(({ people }) => people.size);
  const gauge = (name: string, value: number, help: string): Metric => ({
    name,
    type: 'gauge',
    help,
    value,
  });
  const counter = (name: string, value: number, help: string): Metric => ({
    name,
    type: 'counter',
    help,
    value,
  });
  const people = sizes.reduce((sum, size) => sum + size, 0);
  const count = bridges['bridge_count'] ?? 0;
  const operational = bridges['operational_bridge_count'] ?? 0;
  return [
    gauge('conferences', sizes.length, 'Running count of conferences.'),
    gauge('largest_conference', Math.max(0, ...sizes), 'The largest conference.'),
    gauge('participants_current', people, 'The current number of participants.'),
    gauge('bridge_selector_bridge_count', count, 'Bridges.'),
    gauge('bridge_selector_bridge_count_operational', operational, 'Bridges that work.'),
    counter('bridge_selector_lost_bridges', focus.bridges.lost, 'Bridges that have gone.'),
    counter('conferences_created', counts.conferences, 'Conferences since the start.'),
    counter('participants', counts.participants, 'Participants since the start.'),
    counter('participants_moved', calls.counts.moved, 'Participants who were moved.'),
    gauge('healthy', operational > 0 ? 1 : 0, 'Whether there is a bridge.'),
  ];
}
