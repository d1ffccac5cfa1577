import type { RoomInFleet } from './contract.ts';
import type { SeenVideobridge } from './ports.ts';

/** What Jicofo's configuration says; it tells nobody by HTTP. */
export interface FleetRules {
  /** jicofo.bridge.stress-threshold: from this stress on a videobridge is overloaded. */
  stressThreshold: number;
  /** jicofo.bridge.max-bridge-participants: the most of one meeting on one videobridge; null: no bound. */
  mostOfOneMeeting: number | null;
}

/** jicofo.bridge.average-participant-stress: what counts where a videobridge does not say it itself. */
const usualParticipantStress = 0.01;

/** Decimal fractions are not exact: (0.8 − 0.5) / 0.01 is 30, and a hair less must not make it 29. */
const rounding = 1e-6;

/** Whether Jicofo sends newcomers there. */
export const takesNewcomers = (bridge: SeenVideobridge): boolean =>
  bridge.isOperational &&
  bridge.isHealthy &&
  !bridge.isDraining &&
  !bridge.isShuttingDown &&
  !bridge.isOverloaded;

/**
 * How many more people a videobridge takes until Jicofo calls it overloaded:
 * (threshold − corrected stress) ÷ average participant stress (BridgeSelector and Bridge of Jicofo).
 * @param participantStress as the videobridge reports it; undefined where it is not known
 */
export function seatsOf(
  bridge: SeenVideobridge,
  { stressThreshold }: FleetRules,
  participantStress: number = usualParticipantStress,
): number {
  if (!takesNewcomers(bridge)) return 0;
  const each = participantStress > 0 ? participantStress : usualParticipantStress;
  const left = (stressThreshold - bridge.correctedStress) / each;
  return Math.max(0, Math.floor(left + rounding));
}

/** What the fleet takes. @param participantStress by relay id, where it is known */
export function roomOf(
  bridges: readonly SeenVideobridge[],
  rules: FleetRules,
  participantStress: ReadonlyMap<string, number>,
): RoomInFleet {
  const taking = bridges.filter(takesNewcomers).map((bridge) => ({
    bridge,
    seats: seatsOf(bridge, rules, participantStress.get(bridge.relayId ?? '')),
  }));
  const most = rules.mostOfOneMeeting ?? Number.POSITIVE_INFINITY;
  const together = new Map<string, number>();
  for (const { bridge, seats } of taking) {
    const group = sharingGroup(bridge);
    together.set(group, (together.get(group) ?? 0) + Math.min(seats, most));
  }
  return {
    seats: taking.reduce((sum, { seats }) => sum + seats, 0),
    oneMeeting: Math.max(0, ...together.values()),
    videobridges: taking.length,
  };
}

/** A meeting stays on its first videobridge where relaying is off, and never mixes versions. */
const sharingGroup = ({ relayId, version, jid }: SeenVideobridge): string =>
  relayId === null ? `alone ${jid}` : `version ${version}`;
