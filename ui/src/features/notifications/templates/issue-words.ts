import type { TemplateIssue } from '../../../../../bridge/src/features/notifications/outbox/templates/contract.ts';
import { useTemplateWords } from './words.ts';

/** Says what is wrong with a text, and where. */
export function useIssueWords(): { sayIssue: (flaw: TemplateIssue) => string } {
  const { t } = useTemplateWords();
  return {
    sayIssue: ({ part, line, kind, word }) => {
      const named = kind === 'too-long' ? word : `{${word}}`;
      const flaw = t(`flaws['${kind}']`, { word: named, link: '{link}' });
      return part === 'subject' ? t('inSubject', { flaw }) : t('line', { line, flaw });
    },
  };
}
