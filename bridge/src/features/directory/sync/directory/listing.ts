import { folded } from '../../../../kernel/names.ts';
import type { Problem } from '../snapshot.ts';
import { changeKinds, type Change } from './change.ts';
import { withNearest, type Compared } from './compared.ts';
import { namesOf, type Names } from './names.ts';
import { peopleChanges } from './people-changes.ts';
import { unitChanges } from './unit-changes.ts';

/** Every change by name, in the order in which it is listed: by kind, then by name. Pure. */
export function listChanges(compared: Compared): Change[] {
  const { difference, snapshot, known } = compared;
  const names = namesOf(difference.people, snapshot, known);
  const all = [
    ...peopleChanges(compared, names),
    ...unitChanges(compared, names),
    ...conflicts(compared, names),
    ...snapshot.problems.flatMap((problem) => passedOver(problem, compared, names)),
  ];
  const keyed = all.map((change) => ({
    change,
    rank: changeKinds.indexOf(change.kind),
    key: folded(change.name),
  }));
  keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : Number(a.key > b.key)));
  return keyed.map(({ change }) => change);
}

function conflicts(compared: Compared, names: Names): Change[] {
  return compared.difference.people.conflicts.map(({ externalId, key, reason, candidates }) => {
    const facts = names.facts(externalId);
    const units = names.unitsOf(externalId);
    return {
      kind: 'conflicts' as const,
      subject: externalId,
      personId: compared.difference.people.personIds.get(externalId) ?? null,
      name: facts?.displayName ?? externalId,
      campusNumber: facts?.campusNumber ?? null,
      detail: { conflict: { key, reason, candidates: [...candidates] } },
      before: [],
      after: withNearest(units, compared),
    };
  });
}

/** An entry belongs to those whose unit it is in; of one that is in none only runs over everything tell. */
function passedOver({ where, field, reason, unit }: Problem, at: Compared, names: Names): Change[] {
  const units = unit === undefined ? names.unitsOf(where) : [unit];
  const isListed = units.some(at.borders.holds) || at.borders.isEverything;
  const change: Change = {
    kind: 'passed-over',
    subject: where.slice(0, 191).toWellFormed(),
    personId: null,
    name: (names.facts(where)?.displayName ?? where).slice(0, 255).toWellFormed(),
    campusNumber: names.facts(where)?.campusNumber ?? null,
    detail: { problem: { field, reason } },
    before: [],
    after: withNearest(units, at),
  };
  return isListed ? [change] : [];
}
