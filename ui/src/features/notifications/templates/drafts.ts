import { z } from 'zod';
import type {
  TemplateLanguage,
  TemplateName,
} from '../../../../../bridge/src/features/notifications/outbox/templates/contract.ts';
import { need, tabMemoryKey } from '../../../kernel/ports.ts';

const kept = z.object({ subject: z.string(), body: z.string(), version: z.int() });
type Kept = z.infer<typeof kept>;

interface Which {
  name: TemplateName;
  language: TemplateLanguage;
}

/** What was typed and not saved, for as long as the tab is open. */
export function useDrafts(): {
  of: (which: Which) => Kept | null;
  keep: (which: Which, draft: Kept | null) => void;
} {
  const memory = need(tabMemoryKey);
  const key = ({ name, language }: Which) => `campus-meet.letter.${name}.${language}`;
  return {
    of: (which) => {
      const text = memory.read(key(which));
      if (text === null) return null;
      try {
        return kept.parse(JSON.parse(text));
      } catch {
        // Another version's, or half of one: nothing that could be shown.
        return null;
      }
    },
    keep: (which, draft) => memory.write(key(which), draft && JSON.stringify(draft)),
  };
}
