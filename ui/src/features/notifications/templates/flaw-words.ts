import type { LetterFlaw } from '../../../../../bridge/src/features/notifications/outbox/templates/contract.ts';
import { useLetterWords } from './words.ts';

/** Says what is wrong with a text, and where. */
export function useFlawWords(): { sayFlaw: (flaw: LetterFlaw) => string } {
  const { t } = useLetterWords();
  return {
    sayFlaw: ({ part, line, kind, word }) => {
      const named = kind === 'too-long' ? word : `{${word}}`;
      const flaw = t(`flaws['${kind}']`, { word: named, link: '{link}' });
      return part === 'subject' ? t('inSubject', { flaw }) : t('line', { line, flaw });
    },
  };
}
