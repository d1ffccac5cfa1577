import { z } from 'zod';

/*
 * What focus and bridges tell each other: one JSON text a line over TCP, on one machine. Jicofo and the videobridge
 * use Colibri (version 2) over XMPP for it; these are its questions in fewer words. The bridge connects to the focus.
 */

const source = z.object({
  medium: z.enum(['audio', 'video']),
  ssrc: z.number().int(),
  layers: z.array(z.number().int()),
  msid: z.string(),
});

const transport = z.object({
  ufrag: z.string(),
  pwd: z.string(),
  fingerprint: z.object({ hash: z.string(), value: z.string(), setup: z.string() }),
  candidates: z.array(z.string()),
});

const relayAddress = z.object({ address: z.string(), port: z.number().int() });

/** How a bridge is: its heartbeat. */
const state = z.object({
  drain: z.boolean(),
  shuttingDown: z.boolean(),
  endpoints: z.number().int(),
  stress: z.number(),
});

export type BridgeState = z.infer<typeof state>;

export const fromBridge = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    secret: z.string(),
    /** Relay id, unique among the bridges. */
    id: z.string(),
    region: z.string(),
    version: z.string(),
    relay: relayAddress,
    state,
  }),
  z.object({ kind: z.literal('state'), state }),
  /** A place for somebody, as asked for by `request`. */
  z.object({ kind: z.literal('offer'), request: z.number().int(), transport }),
  z.object({ kind: z.literal('refused'), request: z.number().int(), reason: z.string() }),
]);

const place = { conference: z.string(), endpoint: z.string() };

export const fromFocus = z.discriminatedUnion('kind', [
  /** The first word, and again when bridges come and go: where the others' relays are. */
  z.object({ kind: z.literal('bridges'), relays: z.record(z.string(), relayAddress) }),
  z.object({
    kind: z.literal('allocate'),
    request: z.number().int(),
    ...place,
    name: z.string(),
    meetingId: z.string(),
  }),
  z.object({ kind: z.literal('accept'), ...place, transport, sources: z.array(source) }),
  z.object({ kind: z.literal('candidates'), ...place, candidates: z.array(z.string()) }),
  z.object({ kind: z.literal('sources'), ...place, sources: z.array(source) }),
  z.object({ kind: z.literal('expire'), ...place }),
  /** What of somebody's is let through to nobody (Colibri's force-mute). */
  z.object({
    kind: z.literal('silence'),
    ...place,
    audio: z.boolean(),
    video: z.boolean(),
  }),
  /** Who of the meeting is on other bridges. */
  z.object({
    kind: z.literal('elsewhere'),
    conference: z.string(),
    remotes: z.array(
      z.object({ endpoint: z.string(), bridge: z.string(), sources: z.array(source) }),
    ),
    bridges: z.array(z.string()),
  }),
]);

export type FromBridge = z.infer<typeof fromBridge>;
export type FromFocus = z.infer<typeof fromFocus>;
