import type { Change, NamedUnit, UnitChange } from './change.ts';
import { withNearest, type Compared } from './compared.ts';
import type { Names } from './names.ts';

/** Units that are new, renamed, moved, back or gone. Pure. */
export function unitChanges(compared: Compared, names: Names): Change[] {
  const { added, changed, removed } = compared.difference.departments;
  const parent = (unit: string | null): NamedUnit | null =>
    unit === null ? null : (names.named([unit])[0] ?? null);
  const line = (unit: string, name: string, change: UnitChange): Change => {
    const above = (one: NamedUnit | null) => (one ? [one.unit] : []);
    return {
      kind: 'units',
      subject: unit,
      personId: null,
      name,
      campusNumber: null,
      detail: { unit: change },
      before: change.what === 'new' ? [] : [unit, ...above(change.parent.before)],
      after: withNearest([unit, ...above(change.parent.after)], compared),
    };
  };
  return [
    ...added.map((unit) =>
      line(unit.externalId, unit.name, {
        what: 'new',
        name: { before: null, after: unit.name },
        parent: { before: null, after: parent(unit.parentExternalId) },
      }),
    ),
    ...changed.map(({ before, after }) =>
      line(after.externalId, after.name, {
        what: before.status === 'active' ? 'changed' : 'returns',
        name: { before: before.name, after: after.name },
        parent: {
          before: parent(before.parentExternalId),
          after: parent(after.parentExternalId),
        },
      }),
    ),
    ...removed.map((unit) =>
      line(unit.externalId, unit.name, {
        what: 'gone',
        name: { before: unit.name, after: null },
        parent: { before: parent(unit.parentExternalId), after: null },
      }),
    ),
  ];
}
