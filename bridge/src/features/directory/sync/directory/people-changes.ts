import type { Change, ChangeKind } from './change.ts';
import { withNearest, type Compared } from './compared.ts';
import { fieldsSaid } from './fields.ts';
import type { Names } from './names.ts';

/** Who joins, returns, moves, leaves, and of whom something else is said. Pure. */
export function peopleChanges(compared: Compared, names: Names): Change[] {
  const { people } = compared.difference;
  const placesOf = placing(compared, names);
  const said = fieldsSaid(people, compared.foreseen, names);
  const stands = {
    isBack: new Set(people.changed.flatMap((one) => (one.returned ? one.record.personId : []))),
    isNew: new Set([...people.created, ...people.attached].map(({ personId }) => personId)),
    isRemoved: new Set(people.removed.map(({ personId }) => personId)),
  };
  return concerned(compared).flatMap((personId): Change[] => {
    const account = names.accountOf(personId);
    if (!account) return [];
    const { from, to } = placesOf(personId);
    const isGone = stands.isRemoved.has(personId) && !names.facts(account.externalId);
    const standing = {
      from,
      to,
      isGone,
      isBack: stands.isBack.has(personId),
      isNew: stands.isNew.has(personId),
    };
    const kind = kindOf(standing);
    const who = {
      subject: account.externalId,
      personId,
      name: account.displayName,
      campusNumber: account.campusNumber,
      before: from,
      after: withNearest(to, compared),
    };
    const detail = { from: names.named(from), to: names.named(to), ...(isGone ? { isGone } : {}) };
    // What was known of somebody who joins is their former department's.
    const fields = kind === 'joins' ? [] : (said.get(personId) ?? []);
    return [
      ...(kind === null ? [] : [{ ...who, kind, detail }]),
      ...(fields.length === 0 ? [] : [{ ...who, kind: 'fields' as const, detail: { fields } }]),
    ];
  });
}

/** Ids of the people of whom anything changes, each once. */
function concerned({ difference: { people, departments } }: Compared): string[] {
  const { added, returned, removed } = departments.members;
  const records = [...people.changed.map(({ record }) => record), ...people.removed];
  const all = [people.created, people.attached, records, added, returned, removed];
  return [...new Set(all.flat().map(({ personId }) => personId))];
}

interface Membership {
  from: readonly string[];
  to: readonly string[];
  isGone: boolean;
  isBack: boolean;
  isNew: boolean;
}

function kindOf({ from, to, isGone, isBack, isNew }: Membership): ChangeKind | null {
  if (isBack) return 'returns';
  if (from.length === 0) return to.length > 0 || isNew ? 'joins' : isGone ? 'leaves' : null;
  if (to.length === 0) return 'leaves';
  const isSame = from.length === to.length && from.every((unit) => to.includes(unit));
  return isSame ? null : 'moves';
}

/** Answers which units, of those within the borders, somebody was in and will be in. */
function placing(compared: Compared, names: Names) {
  const { added, returned, removed } = compared.difference.departments.members;
  const byPerson = <T extends { personId: string }>(lines: readonly T[]) =>
    Map.groupBy(lines, ({ personId }) => personId);
  const comes = byPerson(added);
  const back = byPerson(returned);
  const goes = byPerson(removed);
  return (personId: string): { from: string[]; to: string[] } => {
    const from = (compared.claims.get(personId) ?? [])
      .map(names.externalId)
      .filter((unit) => compared.borders.holds(unit));
    const left = new Set(
      (goes.get(personId) ?? []).map((one) => names.externalId(one.departmentId)),
    );
    const to = [
      ...from.filter((unit) => !left.has(unit)),
      ...(back.get(personId) ?? []).map((one) => names.externalId(one.departmentId)),
      ...(comes.get(personId) ?? []).map((one) => one.departmentExternalId),
    ];
    return { from, to: [...new Set(to)] };
  };
}
