/** So many keys are remembered; beyond, those whose time is over are forgotten. */
const most = 20_000;

/** What is closed for a moment after each wrong attempt: only failures slow, and nobody is locked out. */
export function createSlots(now: () => number) {
  const opensAt = new Map<string, number>();
  const sweep = (): void => {
    for (const [key, at] of opensAt) if (at <= now()) opensAt.delete(key);
  };
  return {
    /** How long until it is open, milliseconds; 0 when it is. */
    waitMs: (key: string): number => Math.max(0, (opensAt.get(key) ?? 0) - now()),
    close: (key: string, ms: number): void => {
      if (opensAt.size >= most) sweep();
      opensAt.set(key, now() + ms);
    },
  };
}
