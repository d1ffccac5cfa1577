import type { FleetVideobridge, ServerState, VideobridgeState } from './contract.ts';
import type { FocusView, SeenVideobridge, VideobridgeView } from './ports.ts';
import { seatsOf, takesNewcomers, type FleetRules } from './room.ts';
import { participantStress, type Answered, type FleetState } from './state.ts';

/** What is known of one videobridge, from two sides. */
export interface KnownVideobridge {
  id: string;
  /** As Jicofo lists it; null: it does not, or does not answer. */
  seen: SeenVideobridge | null;
  /** What its own HTTP said; null: no address is configured. */
  own: Answered<VideobridgeView> | null;
}

/** Every videobridge that Jicofo lists or an address is configured for, by its name. */
export function knownVideobridges(state: FleetState): KnownVideobridge[] {
  const seen = focusOf(state)?.videobridges ?? [];
  const listed = seen.map((bridge) => {
    const id = nameOf(bridge);
    return { id, seen: bridge, own: state.videobridges.get(id) ?? null };
  });
  const others = [...state.videobridges]
    .filter(([id]) => !listed.some((one) => one.id === id))
    .map(([id, own]) => ({ id, seen: null, own }));
  return [...listed, ...others].sort((one, other) =>
    one.id.localeCompare(other.id, 'en', { numeric: true }),
  );
}

/** The relay id; where relaying is off, its nickname among the videobridges. */
export const nameOf = ({ relayId, jid }: SeenVideobridge): string =>
  relayId ?? jid.slice(jid.lastIndexOf('/') + 1);

/** What Jicofo said; null where it is not configured or did not answer. */
export const focusOf = ({ focus }: FleetState): FocusView | null => answerOf(focus);

/** What somebody's HTTP says. @param isWell of an answer: whether it says that all is well */
export function serverStateOf<T>(
  answered: Answered<T> | null,
  isWell: (answer: T) => boolean,
): ServerState {
  if (answered === null) return 'not-configured';
  if ('answer' in answered) return isWell(answered.answer) ? 'well' : 'unwell';
  return answered.failure.code === 'fleet/unavailable' ? 'silent' : 'refused';
}

/** The videobridges as they are shown. */
export function shownVideobridges(state: FleetState, rules: FleetRules): FleetVideobridge[] {
  const known = knownVideobridges(state);
  const hasFocus = focusOf(state) !== null;
  const stress = participantStress(state.videobridges);
  return known.map((one) => {
    const own = answerOf(one.own);
    const isDraining = own?.isDraining ?? one.seen?.isDraining ?? false;
    return {
      id: one.id,
      state: stateOf(one, { hasFocus, isDraining }),
      ...loadOf(one.seen, own),
      ...ownWords(one.own),
      seats: one.seen ? seatsOf(one.seen, rules, stress.get(one.id)) : 0,
      isDraining,
      mayMove: one.seen !== null && mayMoveFrom(one.seen, known),
    };
  });
}

const answerOf = <T>(answered: Answered<T> | null): T | null =>
  answered !== null && 'answer' in answered ? answered.answer : null;

/** Jicofo's word counts before its own: it decides where people go. */
function loadOf(seen: SeenVideobridge | null, own: VideobridgeView | null) {
  if (seen !== null) {
    const { region, version, stress, correctedStress, endpoints: people, isFailingIce } = seen;
    return { region, version, stress, correctedStress, people, isFailingIce };
  }
  return {
    region: null,
    version: own?.version ?? null,
    stress: own?.stress ?? null,
    correctedStress: null,
    people: own && peopleOf(own),
    isFailingIce: false,
  };
}

function ownWords(answered: Answered<VideobridgeView> | null) {
  const own = answerOf(answered);
  return {
    answers: serverStateOf(answered, ({ isHealthy }) => isHealthy),
    receivedKbps: own?.receivedKbps ?? null,
    sentKbps: own?.sentKbps ?? null,
    mayDrain: own !== null,
  };
}

/**
 * Whoever is called anew is placed by the same rule as newcomers: from one that does not drain they would go back to
 * it, and without another one they have nowhere to go.
 */
const mayMoveFrom = (
  from: SeenVideobridge,
  known: readonly Pick<KnownVideobridge, 'seen'>[],
): boolean => from.isDraining && from.endpoints > 0 && hasOther(from, known);

/** Whether another videobridge takes people. */
export const hasOther = (
  from: SeenVideobridge,
  known: readonly Pick<KnownVideobridge, 'seen'>[],
): boolean =>
  known.some(({ seen }) => seen !== null && seen.jid !== from.jid && takesNewcomers(seen));

const peopleOf = ({ meetings }: VideobridgeView): number =>
  meetings.reduce((sum, { people }) => sum + people, 0);

function stateOf(
  { seen, own }: KnownVideobridge,
  { hasFocus, isDraining }: { hasFocus: boolean; isDraining: boolean },
): VideobridgeState {
  const isHeard = answerOf(own) !== null;
  if (seen === null) {
    if (!isHeard) return 'away';
    return hasFocus ? 'unlisted' : isDraining ? 'draining' : 'well';
  }
  if (!seen.isOperational || !seen.isHealthy) return 'ill';
  if (seen.isShuttingDown) return 'ending';
  if (isDraining) return 'draining';
  return seen.isOverloaded ? 'overloaded' : 'well';
}
