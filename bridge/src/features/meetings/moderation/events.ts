import type { z } from 'zod';
import type { roleEvent, rulesEvent } from './contract.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** What members may do in a meeting: for all who are in it. */
    'rules.changed': z.infer<typeof rulesEvent>;
    /** Somebody is a host now, or a member again: for that participant. */
    'role.changed': z.infer<typeof roleEvent> & { participantId: string };
    /** What these people are to a meeting is another, or nothing: what they hear of it follows. */
    'access.changed': { meetingId: string; participantIds: readonly string[] };
  }
}
