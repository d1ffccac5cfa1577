import { defineStore } from 'pinia';
import { ref } from 'vue';
import { z } from 'zod';
import {
  launchFromPortal,
  portalPanel,
} from '../../../../../bridge/src/features/access/portal/contract.ts';
import type { PanelMessage } from '../../../../../plugin/portal/contract.ts';
import { asFailure } from '../../../kernel/failure.ts';
import { callKey, need, tabMemoryKey } from '../../../kernel/ports.ts';
import { useSession } from '../session/index.ts';

const memoryKey = 'campus-meet.portal';

/** What the element says in the frame's address (plugin/portal/element.ts). */
const asked = z.object({
  token: z.string().min(1),
  panel: portalPanel,
  course: z.string().optional(),
  origin: z.url({ protocol: /^https?$/u }),
});

/** The portal's page around this frame; nothing is said to it before its origin was confirmed by a launch. */
export const usePortal = defineStore('portal', () => {
  const call = need(callKey);
  const memory = need(tabMemoryKey);
  const session = useSession();
  /** Null where no portal shows us. */
  const origin = ref<string | null>(memory.read(memoryKey));

  /** Comes in with what stands in the frame's address; answers where to go. Rejects with a PanelFailure. */
  async function launch(hash: string): Promise<string> {
    const said = asked.parse(Object.fromEntries(new URLSearchParams(hash.replace(/^#/u, ''))));
    try {
      const { ticket, path } = await call(launchFromPortal, { body: said });
      memory.write(memoryKey, said.origin);
      origin.value = said.origin;
      await session.begin(ticket);
      return path;
    } catch (error) {
      // Only what a registered page may know: the browser gives it to nobody but that origin.
      say(
        { source: 'campus-meet', event: 'refused', detail: { code: asFailure(error).code } },
        said.origin,
      );
      throw error;
    }
  }

  function tell(message: PanelMessage): void {
    if (origin.value !== null) say(message, origin.value);
  }

  return { origin, launch, tell };
});

/** The browser delivers it only if the page around us is of that origin. */
function say(message: PanelMessage, to: string): void {
  if (window.parent !== window) window.parent.postMessage(message, to);
}
