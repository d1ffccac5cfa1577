import type { FailureCode } from '../../../kernel/codes.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** These sessions are over, and why: their tabs are told and their sockets closed. */
    'session.ended': { sessionIds: readonly string[]; code: FailureCode };
  }
}
