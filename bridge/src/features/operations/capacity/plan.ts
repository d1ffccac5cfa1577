import { mostSeats } from '../../meetings/contract.ts';
import type { CapacityPlan, CapacityQuestion } from './contract.ts';
import {
  downlinkBits,
  joinWithinSeconds,
  mostBridges,
  networkShare,
  packetsPerCore,
  stressThreshold,
  usualCameras,
} from './figures.ts';
import { loadOf, picturesOf, received, sentBySpeaker, type BridgeLoad } from './load.ts';
import { remediesFor } from './remedies.ts';

type Question = CapacityPlan['question'];
type Limits = CapacityPlan['limits'];

/** Sizes of the chart. */
const sizes = [25, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500] as const;

/**
 * How many videobridges carry this, what each of them does then, and what would break first. Reckoned, not measured:
 * the formulas are in load.ts, the figures with their sources in figures.ts. Bit/s, packets a second, seconds.
 */
export function planCapacity(asked: CapacityQuestion): CapacityPlan {
  const question = complete(asked);
  const { needed, load, limits, carried } = assess(question);
  return {
    question,
    carried,
    needed,
    withSpare: needed === null ? null : needed + 1,
    person: personOf(question),
    bridge: load,
    total: totalOf(question),
    signalling: signallingOf(question),
    limits,
    remedies: carried ? [] : remediesFor(question, (other) => assess(other).carried),
    bySize: sizes.map((participants) => sizeOf({ ...question, participants })),
    mostSeats,
  };
}

interface Assessment {
  needed: number | null;
  load: BridgeLoad;
  limits: Limits;
  carried: boolean;
}

function assess(question: Question): Assessment {
  const needed = neededFor(question);
  const bridges = question.bridges ?? needed ?? mostBridges;
  const load = busiest(question, bridges);
  const limits = limitsOf(question, load);
  const isEnough = needed !== null && needed <= bridges;
  const carried = isEnough && isWithin(limits) && question.participants <= mostSeats;
  return { needed, load, limits, carried };
}

const complete = ({ cameras, ...question }: CapacityQuestion): Question => ({
  ...question,
  cameras: Math.min(cameras ?? usualCameras, question.participants),
  microphones: Math.min(question.microphones, question.participants),
});

/** Videobridges for all meetings; null when even the largest fleet is too small. */
function neededFor(question: Question): number | null {
  const forOne = neededForOne(question);
  if (forOne === null) return null;
  const needed = forOne > 1 ? forOne * question.meetings : bridgesForSmall(question);
  return needed > mostBridges ? null : needed;
}

function neededForOne(question: Question): number | null {
  for (let bridges = 1; bridges <= mostBridges; bridges += 1) {
    if (isWithin(bridgeLimits(question, loadOf(question, bridges)))) return bridges;
  }
  return null;
}

/** Meetings that fit one videobridge each: as many side by side as it carries. */
function bridgesForSmall(question: Question): number {
  return Math.ceil(question.meetings / meetingsPerBridge(question));
}

function meetingsPerBridge(question: Question): number {
  // People of several meetings on one videobridge are counted apart: `max-bridge-participants` is of one meeting.
  const shares = bridgeLimits(question, loadOf(question, 1))
    .filter(({ limit }) => limit !== 'participants')
    .map(({ used, most }) => used / most);
  return Math.max(1, Math.floor(1 / Math.max(...shares)));
}

/** What the busiest of these videobridges does, with all of its meetings. */
function busiest(question: Question, bridges: number): BridgeLoad {
  if (neededForOne(question) === 1) {
    return multiplied(loadOf(question, 1), Math.ceil(question.meetings / bridges));
  }
  return loadOf(question, Math.max(1, Math.floor(bridges / question.meetings)));
}

const multiplied = (load: BridgeLoad, meetings: number): BridgeLoad => ({
  ...load,
  packets: load.packets * meetings,
  out: load.out * meetings,
  in: load.in * meetings,
});

/** What a videobridge's machine and Jicofo's rule set bounds to. */
function bridgeLimits({ cores, nic, perBridge }: Question, load: BridgeLoad): Limits {
  const network = nic * 1_000_000 * networkShare;
  return [
    { limit: 'packets', used: load.packets, most: cores * packetsPerCore * stressThreshold },
    { limit: 'network-out', used: load.out, most: network },
    { limit: 'network-in', used: load.in, most: network },
    { limit: 'participants', used: load.participants, most: perBridge },
  ];
}

/** With what bounds one person and the signalling; the fullest first. */
function limitsOf(question: Question, load: BridgeLoad): Limits {
  const others: Limits = [
    { limit: 'downlink', used: received(question).bits, most: downlinkBits },
    { limit: 'joining', used: question.participants / question.joinRate, most: joinWithinSeconds },
  ];
  return [...bridgeLimits(question, load), ...others].sort(
    (a, b) => b.used / b.most - a.used / a.most,
  );
}

const isWithin = (limits: Limits): boolean => limits.every(({ used, most }) => used <= most);

function personOf(question: Question): CapacityPlan['person'] {
  const { large, small } = picturesOf(question);
  const { bits, packets } = received(question);
  return {
    pictures: large + small + (question.share ? 1 : 0),
    receives: bits,
    packets,
    sends: sentBySpeaker(question).bits,
  };
}

function totalOf(question: Question): CapacityPlan['total'] {
  const people = question.participants * question.meetings;
  const { bits, packets } = received(question);
  return { participants: people, packets: packets * people, out: bits * people };
}

/**
 * Each who comes is told to all who are in, and told of all who are in (XEP-0045, 7.2): n × (n − 1) stanzas until
 * everybody is there, and one to each for every change after that.
 */
function signallingOf({ participants, joinRate }: Question): CapacityPlan['signalling'] {
  const others = participants - 1;
  return {
    joinSeconds: participants / joinRate,
    joinStanzas: participants * others,
    peakStanzas: Math.min(joinRate, participants) * 2 * others,
    toggleStanzas: participants,
  };
}

function sizeOf(question: Question): CapacityPlan['bySize'][number] {
  const fitting = complete({ ...question, bridges: undefined });
  const { bits, packets } = received(fitting);
  return {
    participants: question.participants,
    needed: neededFor(fitting),
    out: bits * question.participants,
    packets: packets * question.participants,
  };
}
