import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import {
  previewLetter,
  testLetter,
  type TemplateLanguage,
  type TemplateName,
  type TemplatePreview,
  type TemplateSample,
  type TemplateWords,
} from '../../../../../bridge/src/features/notifications/outbox/templates/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';

/** How what is being typed would look, and what is wrong with it: asked for after a short rest. */
export interface Preview {
  sample: Ref<TemplateSample>;
  shown: ShallowRef<TemplatePreview | null>;
  failure: ShallowRef<PanelFailure | null>;
  busy: Ref<boolean>;
  /** Where the test went. */
  sentTo: Ref<string | null>;
  send: () => Promise<void>;
}

const restMs = 250;

export function usePreview(
  which: () => { name: TemplateName; language: TemplateLanguage },
  draft: Ref<TemplateWords>,
): Preview {
  const call = need(callKey);
  const sample = ref<TemplateSample>('usual');
  const shown = shallowRef<TemplatePreview | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  const busy = ref(false);
  const sentTo = ref<string | null>(null);
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const asked = () => ({ params: which(), body: { ...draft.value, sample: sample.value } });

  const look = async (): Promise<void> => {
    const mine = ++latest;
    try {
      const answer = await call(previewLetter, asked());
      if (mine === latest) [shown.value, failure.value] = [answer, null];
    } catch (error) {
      if (mine === latest) failure.value = asFailure(error);
    }
  };
  watch(
    [draft, sample],
    () => {
      clearTimeout(timer);
      sentTo.value = null;
      if (draft.value.body === '' && shown.value === null) return;
      timer = setTimeout(() => void look(), shown.value === null ? 0 : restMs);
    },
    { deep: true, immediate: true },
  );
  return {
    sample,
    shown,
    failure,
    busy,
    sentTo,
    send: async () => {
      [busy.value, failure.value, sentTo.value] = [true, null, null];
      try {
        sentTo.value = (await call(testLetter, asked())).to;
      } catch (error) {
        failure.value = asFailure(error);
      }
      busy.value = false;
    },
  };
}
