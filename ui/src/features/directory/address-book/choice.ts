import type { AddressBookEntry } from '../../../../../bridge/src/features/directory/address-book/contract.ts';
import { shelfKey, type UnitShelf } from './shelf.ts';

/** Whom somebody has picked: people one by one, and whole units. */
export interface Choice {
  people: AddressBookEntry[];
  units: UnitShelf[];
}

/** Nobody picked yet. */
export const nobody = (): Choice => ({ people: [], units: [] });

/** Picked one by one: a member of a picked unit is not meant. */
export const hasPerson = ({ people }: Choice, personId: string): boolean =>
  people.some((entry) => entry.personId === personId);

/** The unit itself, not one above it. */
export const hasUnit = ({ units }: Choice, unit: UnitShelf): boolean =>
  units.some((one) => shelfKey(one) === shelfKey(unit));

/** Picks somebody, or takes them out again. */
export function withPerson(choice: Choice, entry: AddressBookEntry): Choice {
  const others = choice.people.filter(({ personId }) => personId !== entry.personId);
  const picked = others.length < choice.people.length ? others : [...others, entry];
  return { ...choice, people: picked };
}

/** Picks a whole unit, or takes it out again. */
export function withUnit(choice: Choice, unit: UnitShelf): Choice {
  const others = choice.units.filter((one) => shelfKey(one) !== shelfKey(unit));
  return { ...choice, units: others.length < choice.units.length ? others : [...others, unit] };
}

/** True when nobody is picked. */
export const isEmpty = ({ people, units }: Choice): boolean =>
  people.length === 0 && units.length === 0;

/** The most that it can be: somebody who is picked and in a unit is counted twice. */
export const atMost = ({ people, units }: Choice): number =>
  units.reduce((sum, { size }) => sum + size, people.length);
