import type { Blocker } from '../../../../../bridge/src/features/admin/privacy/contract.ts';
import { usePrivacyWords } from './words.ts';

/** Says what keeps somebody from being erased now; sources as they are configured. */
export function useBlockers(): (blocker: Blocker) => string {
  const { t } = usePrivacyWords();
  return ({ code, sources }) => t(`blockers['${code}']`, { sources: sources.join(', ') });
}
