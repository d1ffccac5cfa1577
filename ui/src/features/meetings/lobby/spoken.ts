import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Waiting } from '../../../../../bridge/src/features/meetings/admission/contract.ts';

/** Those who come within this time, in milliseconds, are told together. */
const together = 1_500;

/** What a host who does not look hears of the lobby: one sentence for all who come together. */
export function useSpokenLobby(waiting: Ref<readonly Waiting[]>) {
  const { t } = useI18n();
  const spoken = ref('');
  let come: readonly Waiting[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const nameOf = ({ name, kind }: Waiting): string => {
    const known = name || t('common.unnamed');
    return kind === 'guest' ? t('announce.guest', { name: known }) : known;
  };
  const tell = (): void => {
    timer = undefined;
    const still = come.filter((one) =>
      waiting.value.some(({ participantId }) => participantId === one.participantId),
    );
    come = [];
    const [first] = still;
    if (!first) return;
    spoken.value =
      still.length === 1
        ? t('lobby.waits', { name: nameOf(first) })
        : t('lobby.count', waiting.value.length);
  };
  // Whoever comes again is told again: the same words twice would be no change.
  watch(
    () => waiting.value.length,
    (now) => {
      if (now === 0) spoken.value = '';
    },
  );
  onScopeDispose(() => clearTimeout(timer));
  return {
    spoken,
    arrived: (now: readonly Waiting[]): void => {
      come = [...come, ...now];
      timer ??= setTimeout(tell, together);
    },
  };
}
