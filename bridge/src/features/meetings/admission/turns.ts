/**
 * Of one key no more are looked at in the same moment than could all be wrong; the others wait their turn. So
 * a thousand guesses at once are not a thousand guesses, and a whole class at once comes in.
 */
export function createTurns() {
  const lines = new Map<string, { here: number; active: number; waiting: (() => void)[] }>();
  return async <T>(
    key: string,
    left: () => Promise<number>,
    work: () => Promise<T>,
  ): Promise<T> => {
    const line = lines.get(key) ?? { here: 0, active: 0, waiting: [] };
    lines.set(key, line);
    line.here += 1;
    try {
      for (let free = await left(); line.active >= free; free = await left()) {
        await new Promise<void>((resolve) => line.waiting.push(resolve));
      }
      line.active += 1;
      return await work().finally(() => {
        line.active -= 1;
      });
    } finally {
      line.here -= 1;
      line.waiting.shift()?.();
      if (line.here === 0) lines.delete(key);
    }
  };
}
