/** Small helpers for immutable maps: each returns the map it was given when nothing would change. */

/** `map` with `key` set to `value`; equal flat objects count as no change. */
export function setIn<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  const known = map.get(key);
  if (map.has(key) && flatEqual(known, value)) return map;
  return new Map(map).set(key, value);
}

/** `map` without `keys`. */
export function withoutKeys<K, V>(map: ReadonlyMap<K, V>, keys: Iterable<K>): ReadonlyMap<K, V> {
  const gone = [...keys].filter((key) => map.has(key));
  if (gone.length === 0) return map;
  const next = new Map(map);
  for (const key of gone) next.delete(key);
  return next;
}

/** True when both are the same value, or objects and arrays whose members are the same values. */
export function flatEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && Object.is(right.get(key), value))
  );
}
