import type { MySession } from './contract.ts';
import type { Session } from './session.ts';

/** One entry for each browser: the session that asks, else the one seen last, stands for all in it. */
export function byBrowser(sessions: readonly Session[], sessionId: string): MySession[] {
  const groups = new Map<string, Session[]>();
  for (const session of sessions) {
    const key = session.browserId ?? session.id;
    groups.set(key, [...(groups.get(key) ?? []), session]);
  }
  return [...groups.values()].flatMap((group) => {
    const shown = group.find(({ id }) => id === sessionId) ?? group[0];
    if (!shown) return [];
    return {
      id: shown.id,
      isThis: shown.id === sessionId,
      browser: shown.browser,
      system: shown.system,
      startedAt: Math.min(...group.map(({ createdAt }) => createdAt)),
      lastSeenAt: Math.max(...group.map(({ rotatedAt }) => rotatedAt)),
    };
  });
}
