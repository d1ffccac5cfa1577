import type { CapacityPlan } from './contract.ts';
import {
  layerBits,
  layerPackets,
  mostLargeTiles,
  packetBits,
  shareBits,
  sharePackets,
  soundBits,
  soundPackets,
  stripTiles,
  voices,
  type LayerHeight,
} from './figures.ts';

export type Question = CapacityPlan['question'];

/** A flow of media: bit/s with what the packets add, and packets a second. */
export interface Flow {
  bits: number;
  packets: number;
}

/** A flow that is nothing. */
const nothing: Flow = { bits: 0, packets: 0 };

const flow = (payloadBits: number, packets: number): Flow => ({
  bits: payloadBits + packets * packetBits,
  packets,
});

const add = (...flows: readonly Flow[]): Flow =>
  flows.reduce(
    (sum, { bits, packets }) => ({ bits: sum.bits + bits, packets: sum.packets + packets }),
    nothing,
  );

/** So many of the same flow; `n` need not be whole. */
export const times = ({ bits, packets }: Flow, n: number): Flow => ({
  bits: bits * n,
  packets: packets * n,
});

const layer = (height: LayerHeight): Flow => flow(layerBits[height], layerPackets[height]);
const share = flow(shareBits, sharePackets);
const sound = flow(soundBits, soundPackets);

/** A camera sends every layer up to the highest that somebody asks for (SenderVideoConstraints). */
const sent = (height: LayerHeight): Flow =>
  add(...([180, 360, 720] as const).filter((lines) => lines <= height).map(layer));

/** What a layout shows of the others' cameras. */
interface Pictures {
  large: number;
  small: number;
  /** Lines of the small ones. */
  height: LayerHeight;
}

/** What one person sees: never more than others have cameras on. A shared screen takes the large place. */
export function picturesOf(question: Question): Pictures {
  const { layout, tiles, share: isShared, participants } = question;
  const cameras = Math.min(question.cameras, participants - 1);
  if (layout === 'audio') return { large: 0, small: 0, height: 180 };
  if (layout === 'gallery') {
    const small = Math.min(cameras, tiles);
    return { large: 0, small, height: small <= mostLargeTiles ? 360 : 180 };
  }
  const large = isShared ? 0 : Math.min(cameras, 1);
  return { large, small: Math.min(cameras - large, stripTiles + (isShared ? 1 : 0)), height: 180 };
}

/** What one person receives. */
export function received(question: Question): Flow {
  const { large, small, height } = picturesOf(question);
  return add(
    times(layer(720), large),
    times(layer(height), small),
    question.share ? share : nothing,
    times(sound, Math.min(question.microphones, voices)),
  );
}

/** What a camera sends, where the layout asks for it, and what the one in the large place sends. */
function cameraFlows(question: Question): { usual: Flow; speaker: Flow } {
  const { large, small, height } = picturesOf(question);
  const usual = small > 0 ? sent(height) : nothing;
  return { usual, speaker: large > 0 ? sent(720) : usual };
}

/** What the busiest person sends: the speaker, who shares as well. */
export const sentBySpeaker = (question: Question): Flow =>
  add(
    question.cameras > 0 ? cameraFlows(question).speaker : nothing,
    question.share ? share : nothing,
    question.microphones > 0 ? sound : nothing,
  );

/** What comes in from the people of the busiest of `bridges` videobridges: the speaker is there. */
function sentToBusiest(question: Question, bridges: number): Flow {
  const { usual, speaker } = cameraFlows(question);
  const cameras = Math.ceil(question.cameras / bridges);
  return add(
    cameras > 0 ? add(speaker, times(usual, cameras - 1)) : nothing,
    question.share ? share : nothing,
    times(sound, Math.ceil(question.microphones / bridges)),
  );
}

/** All that is sent in one meeting. */
function sentByAll(question: Question): Flow {
  return sentToBusiest(question, 1);
}

/** What one meeting costs the busiest of `bridges` videobridges that share it evenly. */
export interface BridgeLoad {
  participants: number;
  /** In and out of people, as the videobridge's own stress counts: PacketRateLoadSampler leaves relays out. */
  packets: number;
  out: number;
  in: number;
  relayOut: number;
  relayIn: number;
}

/**
 * In a full mesh every source goes once to every other videobridge, which sends it to its own people. That every
 * camera is wanted on every videobridge is the worst case.
 */
export function loadOf(question: Question, bridges: number): BridgeLoad {
  const participants = Math.ceil(question.participants / bridges);
  const out = times(received(question), participants);
  const own = sentToBusiest(question, bridges);
  const relayOut = own.bits * (bridges - 1);
  const relayIn = bridges > 1 ? Math.max(0, sentByAll(question).bits - own.bits) : 0;
  return {
    participants,
    packets: own.packets + out.packets,
    out: out.bits + relayOut,
    in: own.bits + relayIn,
    relayOut,
    relayIn,
  };
}
