import type { z } from 'zod';
import type { admissionEvent, lobbyEvent } from './waiting-contract.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** Who waits is another, or which guests inside are called like somebody else: for the hosts. */
    'lobby.changed': z.infer<typeof lobbyEvent>;
    /** What became of one who waited: for that participant. */
    'admission.decided': z.infer<typeof admissionEvent> & { participantId: string };
  }
}
