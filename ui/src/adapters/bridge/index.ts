import type { Call, Live, Memory } from '../../kernel/ports.ts';
import type { Sessions } from '../../features/access/session/ports.ts';
import { createCall } from './call.ts';
import { createSend, type Fetch } from './http.ts';
import { createLive } from './live.ts';
import { createSessions } from './sessions.ts';

/** The bridge as the panel uses it. */
export interface Bridge {
  sessions: Sessions;
  call: Call;
  live: Live;
}

/** Joins HTTP, session and push; `memory` is this tab's. */
export function createBridge(fetcher: Fetch, memory: Memory): Bridge {
  const send = createSend(fetcher);
  const sessions = createSessions(send, memory);
  return { sessions, call: createCall(send, sessions), live: createLive(sessions) };
}
