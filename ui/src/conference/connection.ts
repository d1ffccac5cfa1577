/** How somebody's connection is, in figures; null = not known (yet). */
export interface ConnectionFigures {
  /** 0 (nothing gets through) to 100, as the one whose connection it is measures it. */
  quality: number | null;
  /** What this participant sends and receives, kbit/s. */
  upload: number | null;
  download: number | null;
  /** How much of it is lost on the way, percent. */
  lossUp: number | null;
  lossDown: number | null;
  /** To the videobridge and back, or to the other one where there is none between; milliseconds. */
  roundTrip: number | null;
  /** Straight to the only other participant, or over a videobridge. */
  path: 'direct' | 'bridge' | null;
  /** Through a relay (TURN), because no shorter way was found. */
  relayed: boolean | null;
  /** The picture as it arrives here; of oneself, as it is sent. Pixels, pictures a second, name of the codec. */
  width: number | null;
  height: number | null;
  frameRate: number | null;
  codec: string | null;
}

/** Nothing is known. */
export const noFigures: ConnectionFigures = {
  quality: null,
  upload: null,
  download: null,
  lossUp: null,
  lossDown: null,
  roundTrip: null,
  path: null,
  relayed: null,
  width: null,
  height: null,
  frameRate: null,
  codec: null,
};

export type ConnectionLevel = 'good' | 'fair' | 'weak';

/** From these values on a connection is no longer good, or weak: people notice 4 % of lost sound, and talk across each
 * other from a quarter of a second on. `quality` is about the picture alone, so that it counts when it is low only. */
const bounds = {
  fair: { loss: 4, roundTrip: 300, quality: 40 },
  weak: { loss: 10, roundTrip: 600, quality: 15 },
} as const;

/** How good a connection is, by the worst of its figures; null = nothing is known. */
export function connectionLevel(figures: ConnectionFigures): ConnectionLevel | null {
  const { lossUp, lossDown, roundTrip, quality } = figures;
  if ([lossUp, lossDown, roundTrip, quality].every((value) => value === null)) return null;
  const isBeyond = (level: 'fair' | 'weak'): boolean =>
    Math.max(lossUp ?? 0, lossDown ?? 0) >= bounds[level].loss ||
    (roundTrip ?? 0) >= bounds[level].roundTrip ||
    (quality ?? 100) < bounds[level].quality;
  if (isBeyond('weak')) return 'weak';
  return isBeyond('fair') ? 'fair' : 'good';
}
