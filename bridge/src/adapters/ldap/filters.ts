import { AndFilter, EqualityFilter, GreaterThanEqualsFilter, PresenceFilter } from 'ldapts';
import type { Filter } from 'ldapts';
import { guidBytes } from './names.ts';
import type { Condition } from './settings.ts';

/** Entries that changed: `attribute` is at least `value`. */
export interface Since {
  attribute: string;
  value: string;
}

/** A filter of objects, never of text put together: a value is a value, whatever signs it holds. */
export function toFilter(conditions: readonly Condition[], since?: Since): Filter {
  const filters = conditions.map(({ attribute, value }) =>
    value === null
      ? new PresenceFilter({ attribute })
      : new EqualityFilter({ attribute, value: bytesOf(attribute, value) }),
  );
  return new AndFilter({
    filters: since ? [...filters, new GreaterThanEqualsFilter(since)] : filters,
  });
}

/** objectGUID is compared by its bytes; it is shown as text. */
const bytesOf = (attribute: string, value: string): Buffer | string =>
  attribute.toLowerCase() === 'objectguid' ? (guidBytes(value) ?? value) : value;
