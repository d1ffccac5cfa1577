/**
 * What the planner reckons with, each with its source. Nothing here was measured by us unless it says so.
 */

/** Bit/s of a camera's layer, by its height in lines: lib-jitsi-meet, StandardVideoQualitySettings.ts, VP8. */
export const layerBits = { 180: 200_000, 360: 500_000, 720: 1_500_000 } as const;
export type LayerHeight = keyof typeof layerBits;

/**
 * Packets a second of a layer. 100 and 300: jitsi-videobridge, reference.conf, the comment on `load-threshold`
 * (thumbnail, on stage). 360 lines are named nowhere: the middle of the two is our guess.
 */
export const layerPackets = { 180: 100, 360: 200, 720: 300 } as const;

/** A shared screen: lib-jitsi-meet, StandardVideoQualitySettings.ts, `ssHigh`; reckoned as a picture on stage. */
export const shareBits = 2_500_000;
export const sharePackets = 300;

/** Sound: RFC 7587 §3.1.1, at most 40 kbit/s for full-band speech; one packet in 20 ms (reference.conf: 50). */
export const soundBits = 40_000;
export const soundPackets = 50;

/** How many voices a videobridge forwards: `videobridge.loudest.num-loudest`, with `route-loudest-only`. */
export const voices = 3;

/** Bit around each packet: IPv4 20 bytes (RFC 791), UDP 8 (RFC 768), RTP 12 (RFC 3550), SRTP's tag 10 (RFC 3711). */
export const packetBits = (20 + 8 + 12 + 10) * 8;

/** Pictures beside the large one that our panel's strip shows at 1280 points. */
export const stripTiles = 4;

/** The most tiles that our panel's grid asks for in 360 lines (`layerFor` in ui/src/adapters/jitsi/layout.ts, at 1280 × 720). */
export const mostLargeTiles = 9;

/** Cameras that are on where nobody says how many: `jvb-last-n` of Jitsi's operators. */
export const usualCameras = 25;

/**
 * Packets a second, in and out, that make a stress of 1, for each core: 50,000 by default (reference.conf) and 100,000
 * on 8 cores (the operators of meet.jit.si, infra-configuration). In a straight line between and beyond: our reckoning.
 */
export const packetsPerCore = 12_500;

/** From this stress on Jicofo gives a videobridge nobody new: `jicofo.bridge.stress-threshold`. */
export const stressThreshold = 0.8;

/** How full a network card may be, so that bursts are not lost: a rule of thumb. */
export const networkShare = 0.7;

/** What a student's line brings: Jitsi's operators assume 10 Mbit/s (`assumed-bandwidth-limit`). */
export const downlinkBits = 10_000_000;

/** Within this time a class should be in, seconds: the aim of `npm run bench -- storm`. */
export const joinWithinSeconds = 40;

/** A fleet larger than this is beyond what Jicofo's full mesh of relays was ever reported with. */
export const mostBridges = 100;
