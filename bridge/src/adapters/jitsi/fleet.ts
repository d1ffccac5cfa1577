import { z } from 'zod';
import type {
  FocusView,
  JitsiFleet,
  SeenMeeting,
  VideobridgeView,
} from '../../features/operations/fleet/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { withoutEndSlashes } from '../../kernel/urls.ts';

export interface FleetSettings {
  /** Jicofo's private HTTP, `http://127.0.0.1:8888`; undefined: not configured. */
  focusUrl: string | undefined;
  /** The private HTTP of videobridges, by relay id. */
  videobridgeUrls: Readonly<Record<string, string>>;
  /** Milliseconds to wait for an answer; 3 s unless given. */
  timeout?: number;
}

/** Jitsi writes nothing as the word: `"region": "null"`. */
const named = z
  .string()
  .nullish()
  .transform((text) => (text === 'null' || text === '' ? null : (text ?? null)));
const flag = z.boolean().default(false);
const count = z.int().nonnegative();

const seenVideobridge = z.object({
  'corrected-stress': z.number(),
  drain: flag,
  endpoints: count,
  'failing-ice': flag,
  'graceful-shutdown': flag,
  healthy: flag,
  operational: flag,
  overloaded: flag,
  region: named,
  'relay-id': named,
  'shutting-down': flag,
  stress: z.number(),
  version: named,
});
const focusDebug = z.object({
  focus_manager: z.record(z.string(), count),
  bridge_selector: z.object({ bridge: z.record(z.string(), seenVideobridge) }),
});
const focusStatistics = z.object({
  version: named,
  healthy: z.boolean().default(true),
  health: z.object({ message: named }).optional(),
});
const colibriStatistics = z.object({
  relay_id: named,
  version: named,
  healthy: z.boolean().default(true),
  drain: flag,
  stress_level: z.number(),
  average_participant_stress: z.number().default(0),
  muc_clients_configured: count.default(0),
  muc_clients_connected: count.default(0),
  bit_rate_download: z.number().default(0),
  bit_rate_upload: z.number().default(0),
});
const videobridgeDebug = z.object({
  conferences: z.record(
    z.string(),
    z.object({ name: named, endpoints: z.record(z.string(), z.unknown()) }),
  ),
});
const moved = z.object({ movedEndpoints: count });

/**
 * Asks Jicofo (`/debug`, `/stats`, `/move-endpoints`) and each videobridge (`/colibri/stats`, `/debug`,
 * `/colibri/drain`). Of Jicofo's `/debug?full=true` nothing is asked: it lists every person's sources once for each
 * other one, 100 kB among four people.
 */
export function createJitsiFleet(settings: FleetSettings): JitsiFleet {
  const { focusUrl, videobridgeUrls, timeout = 3_000 } = settings;
  const focusAt = (path: string): Address => {
    if (focusUrl === undefined) throw new Failure('fleet/unavailable');
    return { url: withoutEndSlashes(focusUrl) + path, timeout };
  };
  const videobridgeAt = (id: string, path: string): Address => {
    const url = Object.hasOwn(videobridgeUrls, id) ? videobridgeUrls[id] : undefined;
    if (url === undefined) throw new Failure('fleet/videobridge-unknown');
    return { url: withoutEndSlashes(url) + path, timeout };
  };
  return {
    hasFocus: focusUrl !== undefined,
    addressed: Object.keys(videobridgeUrls),
    focus: async () => {
      const [debug, statistics] = await Promise.all([
        read(focusDebug, focusAt('/debug')),
        read(focusStatistics, focusAt('/stats')),
      ]);
      return focusView(debug, statistics);
    },
    videobridge: async (id) => {
      const [statistics, debug] = await Promise.all([
        read(colibriStatistics, videobridgeAt(id, '/colibri/stats')),
        read(videobridgeDebug, videobridgeAt(id, '/debug')),
      ]);
      return videobridgeView(statistics, debug);
    },
    setDrain: async (id, isDraining) => {
      const word = isDraining ? 'enable' : 'disable';
      await send(videobridgeAt(id, `/colibri/drain/${word}`), 'POST');
    },
    movePeople: async (jid, people) => {
      const query = new URLSearchParams({ bridge: jid, numEndpoints: `${people}` });
      // A GET that does something, and not twice: it is never repeated.
      const done = await read(moved, focusAt(`/move-endpoints/move-endpoints?${query}`));
      return done.movedEndpoints;
    },
  };
}

function focusView(
  { focus_manager: rooms, bridge_selector: selector }: z.infer<typeof focusDebug>,
  { version, healthy, health }: z.infer<typeof focusStatistics>,
): FocusView {
  return {
    version: version ?? '',
    isHealthy: healthy,
    trouble: healthy ? null : (health?.message ?? ''),
    meetings: meetingsOf(Object.entries(rooms)),
    videobridges: Object.entries(selector.bridge).map(([jid, seen]) => ({
      jid,
      relayId: seen['relay-id'],
      region: seen.region,
      version: seen.version ?? '',
      stress: seen.stress,
      correctedStress: seen['corrected-stress'],
      endpoints: seen.endpoints,
      isOperational: seen.operational,
      isHealthy: seen.healthy,
      isDraining: seen.drain,
      isShuttingDown: seen['graceful-shutdown'] || seen['shutting-down'],
      isOverloaded: seen.overloaded,
      isFailingIce: seen['failing-ice'],
    })),
  };
}

function videobridgeView(
  statistics: z.infer<typeof colibriStatistics>,
  { conferences }: z.infer<typeof videobridgeDebug>,
): VideobridgeView {
  const rooms = Object.values(conferences).map(
    ({ name, endpoints }) => [name ?? '', Object.keys(endpoints).length] as const,
  );
  return {
    relayId: statistics.relay_id,
    version: statistics.version ?? '',
    isHealthy: statistics.healthy,
    isDraining: statistics.drain,
    stress: statistics.stress_level,
    averageParticipantStress: statistics.average_participant_stress,
    isConnected: statistics.muc_clients_connected >= statistics.muc_clients_configured,
    receivedKbps: statistics.bit_rate_download,
    sentKbps: statistics.bit_rate_upload,
    meetings: meetingsOf(rooms),
  };
}

/** Jicofo tries videobridges with meetings of its own, which nobody is in. */
const meetingsOf = (rooms: readonly (readonly [string, number])[]): SeenMeeting[] =>
  rooms
    .filter(([jid]) => jid !== '' && !jid.startsWith('__jicofo-health-check'))
    .map(([jid, people]) => ({ room: jid.split('@')[0] ?? '', people }));

interface Address {
  url: string;
  timeout: number;
}

async function read<T extends z.ZodType>(shape: T, address: Address): Promise<z.infer<T>> {
  const response = await send(address, 'GET');
  const text = await response.text().catch(silent);
  const parsed = shape.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  throw new Failure('fleet/refused', { cause: parsed.error });
}

/** @throws Failure fleet/unavailable when nothing comes, fleet/refused when it is no yes */
async function send({ url, timeout }: Address, method: 'GET' | 'POST'): Promise<Response> {
  const signal = AbortSignal.timeout(timeout);
  const response = await fetch(url, { method, redirect: 'manual', signal }).catch(silent);
  if (response.ok) return response;
  await response.body?.cancel();
  const status = `${method} ${new URL(url).pathname}: HTTP ${response.status}`;
  throw new Failure('fleet/refused', { cause: new Error(status) });
}

function silent(cause: unknown): never {
  throw new Failure('fleet/unavailable', { cause });
}

/** Null where it is none. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
