import type { DepartmentsSnapshot, RosterSource } from '../src/features/directory/sync/index.ts';
import { anAccount } from './roster-fixtures.ts';

interface Someone {
  name: string;
  unit: string;
  suspended: boolean;
  /** The change that made the entry what it is, as uSNChanged counts. */
  changed: number;
}

/** A stand-in for a directory that can tell what changed: people and units, and a count of all changes. */
export function changingDirectory() {
  const people = new Map<string, Someone>();
  const units = new Map<string, string>([
    ['u0', 'Unit 0'],
    ['u1', 'Unit 1'],
  ]);
  let count = 0;
  const calls = { snapshot: 0, changes: 0 };
  let isAway = false;
  const report = (told: [string, Someone][]): DepartmentsSnapshot => ({
    kind: 'departments',
    source: 'ldap:campus',
    realm: 'ldap:campus',
    problems: [],
    departments: [...units].map(([externalId, name]) => ({
      externalId,
      name,
      parentExternalId: externalId === 'u0' ? null : 'u0',
    })),
    people: told.map(([id, { name: familyName, suspended }]) =>
      anAccount(id, { familyName, suspended }),
    ),
    memberships: told.flatMap(([personExternalId, { unit: departmentExternalId }]) =>
      units.has(departmentExternalId) ? [{ personExternalId, departmentExternalId }] : [],
    ),
    cursor: JSON.stringify([count, [...units]]),
  });
  const orAway = <T>(answer: () => T): Promise<T> =>
    isAway ? Promise.reject(new Error('the line broke')) : Promise.resolve(answer());
  const source = {
    name: 'ldap',
    kind: 'departments',
    realm: 'ldap:campus',
    scopes: () => Promise.resolve(['all']),
    snapshot: () =>
      orAway(() => {
        calls.snapshot += 1;
        return report([...people]);
      }),
    changes: (_scope, cursor) =>
      orAway(() => {
        calls.changes += 1;
        const [since, then] = JSON.parse(cursor) as [number, [string, string][]];
        if (JSON.stringify(then) !== JSON.stringify([...units])) {
          return { fullRunDue: 'The units changed.' };
        }
        const told = [...people].filter(([, one]) => one.changed > since);
        return { ...report(told), extent: 'changes' };
      }),
  } satisfies RosterSource;
  return {
    source,
    calls,
    put: (id: string, facts: Omit<Someone, 'changed'>) => {
      people.set(id, { ...facts, changed: (count += 1) });
    },
    remove: (id: string) => people.delete(id),
    unit: (id: string, name: string | null) => {
      if (name === null) units.delete(id);
      else units.set(id, name);
    },
    goAway: (away: boolean) => {
      isAway = away;
    },
  };
}
