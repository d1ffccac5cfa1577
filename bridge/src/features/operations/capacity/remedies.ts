import { mostSeats } from '../../meetings/contract.ts';
import type { CapacityRemedy } from './contract.ts';
import { mostBridges } from './figures.ts';
import type { Question } from './load.ts';

type Carries = (question: Question) => boolean;

/** Each change that alone makes it fit, the mildest first; none where the meeting is larger than any can be. */
export function remediesFor(question: Question, carries: Carries): CapacityRemedy[] {
  return [
    least('bridges', [question.bridges ?? mostBridges, mostBridges], (to) =>
      carries({ ...question, bridges: to }),
    ),
    least('joinRate', [question.joinRate, mostSeats], (to) =>
      carries({ ...question, joinRate: to }),
    ),
    ...smaller(question, carries),
    ...stronger(question, carries),
    most('participants', [2, Math.min(question.participants, mostSeats)], (to) =>
      carries({ ...question, participants: to, cameras: Math.min(question.cameras, to) }),
    ),
  ].filter((remedy) => remedy !== null);
}

/** People see or send less. */
function smaller(question: Question, carries: Carries): (CapacityRemedy | null)[] {
  const layout = (['speaker', 'audio'] as const).find(
    (to) => to !== question.layout && carries({ ...question, layout: to }),
  );
  return [
    most('cameras', [0, question.cameras], (to) => carries({ ...question, cameras: to })),
    layout ? { change: 'layout', to: layout } : null,
  ];
}

/** The machines carry more. */
function stronger(question: Question, carries: Carries): (CapacityRemedy | null)[] {
  return [
    least('cores', [question.cores, 64], (to) => carries({ ...question, cores: to })),
    least('nic', [question.nic, 100_000], (to) => carries({ ...question, nic: to })),
    least('perBridge', [question.perBridge, mostSeats], (to) =>
      carries({ ...question, perBridge: to }),
    ),
  ];
}

type Change = Exclude<CapacityRemedy['change'], 'layout'>;

/** The smallest number that is enough, by halving; null when the largest is not, or nothing has to change. */
function least(
  change: Change,
  [from, to]: readonly [number, number],
  enough: (n: number) => boolean,
): CapacityRemedy | null {
  if (from >= to || enough(from) || !enough(to)) return null;
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return { change, to: high };
}

/** The largest number that still fits; null when none does. */
function most(
  change: Change,
  [from, to]: readonly [number, number],
  fits: (n: number) => boolean,
): CapacityRemedy | null {
  if (from > to || !fits(from)) return null;
  if (fits(to)) return { change, to };
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return { change, to: low };
}
