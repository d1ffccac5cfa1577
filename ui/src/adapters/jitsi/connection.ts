import { z } from 'zod';
import type { ConnectionFigures } from '../../conference/connection.ts';
import type { ParticipantId } from '../../conference/events.ts';
import type { Translation } from './translation.ts';

/** What nobody can send or lose more of; beyond it a figure is made up, and others' figures are their own word. */
const number = (most: number) => z.number().min(0).max(most).optional().catch(undefined);
const upAndDown = (most: number) =>
  z
    .object({ upload: number(most), download: number(most) })
    .optional()
    .catch(undefined);

/** What every panel measures of its own connection and tells the others. Rates in kbit/s, loss in percent. */
const measured = z.object({
  connectionQuality: number(100),
  bitrate: upAndDown(10_000_000),
  packetLoss: upAndDown(100),
  jvbRTT: number(600_000),
});

const bySource = <T extends z.ZodType>(figure: T) =>
  z.record(z.string(), z.record(z.string(), figure)).catch({});

/** What the library measures here besides: the way that is used, and by participant and source what is received. */
const received = z.object({
  transport: z
    .array(
      z.object({
        p2p: z.boolean().optional().catch(undefined),
        rtt: number(600_000),
        localCandidateType: z.string().optional().catch(undefined),
      }),
    )
    .catch([]),
  resolution: bySource(z.object({ width: number(100_000), height: number(100_000) })),
  framerate: bySource(number(1000)),
  codec: bySource(z.object({ video: z.string().max(40).optional().catch(undefined) })),
});
type Received = z.infer<typeof received>;

/**
 * Turns the library's statistics into figures of connections: one's own and what is received every few seconds, the
 * others' as they tell them over the videobridge.
 */
export function connectionListeners({ conference, emit }: Translation) {
  return {
    LOCAL_STATS_UPDATED: (stats: unknown) => {
      const { data } = received.safeParse(stats);
      const self = conference.myUserId();
      if (!data || self === null) return;
      emit({ kind: 'connection', id: self, figures: { ...figuresOf(stats), ...wayOf(data) } });
      for (const id of Object.keys(data.resolution))
        emit({ kind: 'connection', id, figures: pictureOf(data, id) });
    },
    REMOTE_STATS_UPDATED: (id: ParticipantId, stats: unknown) =>
      emit({ kind: 'connection', id, figures: figuresOf(stats) }),
  };
}

function figuresOf(stats: unknown): Partial<ConnectionFigures> {
  const { data } = measured.safeParse(stats);
  return {
    quality: rounded(data?.connectionQuality),
    upload: rounded(data?.bitrate?.upload),
    download: rounded(data?.bitrate?.download),
    lossUp: rounded(data?.packetLoss?.upload),
    lossDown: rounded(data?.packetLoss?.download),
    roundTrip: rounded(data?.jvbRTT),
  };
}

/** The videobridge's round trip is among what is measured; of two people alone there is the way between them only. */
function wayOf({ transport: [way] }: Received): Partial<ConnectionFigures> {
  if (!way) return {};
  const roundTrip = rounded(way.rtt);
  return {
    path: way.p2p === true ? 'direct' : 'bridge',
    relayed: way.localCandidateType === undefined ? null : way.localCandidateType === 'relay',
    ...(roundTrip === null ? {} : { roundTrip }),
  };
}

/** The largest picture of a participant: with camera and share there are two. */
function pictureOf({ resolution, framerate, codec }: Received, id: string) {
  const [largest] = Object.entries(resolution[id] ?? {}).toSorted(
    ([, a], [, b]) => (b.height ?? 0) - (a.height ?? 0),
  );
  const [source, { width, height } = {}] = largest ?? [''];
  return {
    width: rounded(width),
    height: rounded(height),
    frameRate: rounded(framerate[id]?.[source]),
    codec: codec[id]?.[source]?.video || null,
  };
}

const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value);
