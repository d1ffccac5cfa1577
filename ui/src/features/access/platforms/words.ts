import type { PlatformShown } from '../../../../../bridge/src/features/access/lti/contract.ts';
import { platforms as en } from '../../../../../words/en/platforms.ts';
import { platforms as zh } from '../../../../../words/zh-CN/platforms.ts';
import { listOf, useOwnWords } from '../../../kernel/messages.ts';

/** The words of the platforms' page: they come with it, not with the first load of the panel. */
export const usePlatformWords = () => useOwnWords(en, zh);

/** What a source may vouch for, in words. */
export function useVouchedWords(): (source: Pick<PlatformShown, 'vouches'>) => string {
  const { t, locale } = usePlatformWords();
  return ({ vouches }) =>
    vouches.length === 0
      ? t('nothingVouched')
      : listOf(
          locale.value,
          vouches.map((key) => t(`keys.${key}`)),
        );
}
