import type { z } from 'zod';
import type { getApplicationForm } from '../../../../../bridge/src/features/registration/signup/contract.ts';

export type ApplicationForm = z.output<(typeof getApplicationForm)['reply']>;
type Unit = ApplicationForm['departments'][number];

/** A unit with the names of those above it, from the top. */
export interface UnitChoice {
  id: string;
  name: string;
  above: string;
}

/** Every unit below its parent, in the order of the tree. Pure. */
export function unitChoices(units: readonly Unit[]): UnitChoice[] {
  const there = new Set(units.map(({ id }) => id));
  const below = Map.groupBy(units, ({ parentId }) =>
    parentId !== null && there.has(parentId) ? parentId : null,
  );
  const walk = (parentId: string | null, above: readonly string[]): UnitChoice[] =>
    above.length > 20
      ? []
      : (below.get(parentId) ?? []).flatMap(({ id, name }) => [
          { id, name, above: above.join(' › ') },
          ...walk(id, [...above, name]),
        ]);
  return walk(null, []);
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');

/** The choices in whose own name, or in one above, every word is found. Pure. */
export function findUnits(choices: readonly UnitChoice[], search: string): UnitChoice[] {
  const words = plain(search).split(' ').filter(Boolean);
  return choices.filter(({ name, above }) => {
    const text = plain(`${above} ${name}`);
    return words.every((word) => text.includes(word));
  });
}
