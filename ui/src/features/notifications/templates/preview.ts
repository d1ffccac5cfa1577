import { ref, watch, type Ref, type ShallowRef } from 'vue';
import {
  previewLetter,
  testLetter,
  type TemplateLanguage,
  type TemplateName,
  type TemplatePreview,
  type TemplateSample,
  type TemplateWords,
} from '../../../../../bridge/src/features/notifications/outbox/templates/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { restMs, useAction, useLoad, type Action } from '../../../kernel/requests.ts';

/** How what is being typed would look, and what is wrong with it: asked for after a short rest. */
export interface Preview {
  sample: Ref<TemplateSample>;
  shown: ShallowRef<TemplatePreview | null>;
  failure: Action['failure'];
  isBusy: Action['isBusy'];
  /** Where the test went. */
  sentTo: Ref<string | null>;
  send: () => Promise<void>;
}

/** Asks again whenever the draft or the sample changes; `which` is read when it asks. */
export function usePreview(
  which: () => { name: TemplateName; language: TemplateLanguage },
  draft: Ref<TemplateWords>,
): Preview {
  const call = need(callKey);
  const sample = ref<TemplateSample>('usual');
  const sentTo = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const asked = () => ({ params: which(), body: { ...draft.value, sample: sample.value } });

  const {
    data: shown,
    failure,
    load,
  } = useLoad((signal) => call(previewLetter, { ...asked(), signal }), { immediate: false });
  const { isBusy, run } = useAction(failure);
  watch(
    [draft, sample],
    () => {
      clearTimeout(timer);
      sentTo.value = null;
      if (draft.value.body === '' && shown.value === null) return;
      timer = setTimeout(() => void load(), shown.value === null ? 0 : restMs);
    },
    { deep: true, immediate: true },
  );
  return {
    sample,
    shown,
    failure,
    isBusy,
    sentTo,
    send: async () => {
      sentTo.value = null;
      await run(async () => {
        sentTo.value = (await call(testLetter, asked())).to;
      });
    },
  };
}
