const hour = 3_600_000;

/** For how long a link may be good; null: always. */
export const expiries = {
  hour,
  day: 24 * hour,
  week: 7 * 24 * hour,
  month: 30 * 24 * hour,
  never: null,
} as const;
export type Expiry = keyof typeof expiries;

/** For what a `<select>` says, which is any text to the compiler. */
export const isExpiry = (value: string): value is Expiry => Object.hasOwn(expiries, value);

/** The moment (milliseconds) at which a link made now ends. */
export function endOf(expiry: Expiry, now: number): number | null {
  const span = expiries[expiry];
  return span === null ? null : now + span;
}
