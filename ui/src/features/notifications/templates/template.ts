import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import {
  getLetter,
  resetLetter,
  restoreLetter,
  saveLetter,
  type TemplateLanguage,
  type TemplateName,
  type TemplateShown,
  type TemplateWords,
} from '../../../../../bridge/src/features/notifications/outbox/templates/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useDrafts } from './drafts.ts';

/** What was done last, for a word about it. */
export type Done = { what: 'saved' | 'reset' } | { what: 'restored'; number: number };

/** One message template in one language, and what somebody is typing. */
export interface EditedTemplate {
  template: ShallowRef<TemplateShown | null>;
  draft: Ref<TemplateWords>;
  isDirty: ComputedRef<boolean>;
  /** The draft was typed in an earlier visit. */
  isKept: Ref<boolean>;
  /** What somebody else saved meanwhile, until it is decided what becomes of the draft. */
  theirs: ShallowRef<TemplateShown | null>;
  failure: ShallowRef<PanelFailure | null>;
  busy: Ref<boolean>;
  done: ShallowRef<Done | null>;
  load: () => Promise<void>;
  save: () => Promise<void>;
  reset: () => Promise<void>;
  restore: (number: number) => Promise<void>;
  discard: () => void;
}

export const wordsNow = ({ own, shipped }: TemplateShown): TemplateWords => ({
  ...(own ?? shipped),
});

const isSame = (one: TemplateWords, other: TemplateWords): boolean =>
  one.subject === other.subject && one.body === other.body;

export function useTemplate(name: TemplateName, language: Ref<TemplateLanguage>): EditedTemplate {
  const call = need(callKey);
  const drafts = useDrafts();
  const template = shallowRef<TemplateShown | null>(null);
  const draft = ref<TemplateWords>({ subject: '', body: '' });
  const isKept = ref(false);
  const busy = ref(false);
  const theirs = shallowRef<TemplateShown | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  const done = shallowRef<Done | null>(null);
  /** The version that the draft was begun from. */
  let base = 0;
  const params = () => ({ name, language: language.value });
  const isDirty = computed(
    () => template.value !== null && !isSame(draft.value, wordsNow(template.value)),
  );

  const show = (now: TemplateShown): void => {
    template.value = now;
    theirs.value = null;
    isKept.value = false;
    base = now.version;
    draft.value = wordsNow(now);
  };
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    [busy.value, failure.value, done.value] = [true, null, null];
    try {
      await act();
    } catch (error) {
      failure.value = asFailure(error);
      // Somebody else was faster: what they wrote is shown, what was typed here stays.
      if (failure.value.code === 'letter/changed') await look();
    }
    busy.value = false;
  };
  const look = async (): Promise<void> => {
    try {
      const now = await call(getLetter, { params: params() });
      if (!isDirty.value) show(now);
      else [theirs.value, failure.value] = [now, null];
    } catch (error) {
      failure.value = asFailure(error);
    }
  };
  const version = () => (theirs.value ?? template.value)?.version ?? 0;
  const settle = (what: Done, act: () => Promise<TemplateShown>): Promise<void> =>
    attempt(async () => {
      show(await act());
      done.value = what;
    });

  watch(
    draft,
    (typed) => drafts.keep(params(), isDirty.value ? { ...typed, version: base } : null),
    {
      deep: true,
    },
  );

  return {
    template,
    draft,
    isDirty,
    isKept,
    theirs,
    failure,
    busy,
    done,
    load: () =>
      attempt(async () => {
        // Nobody types into the words of the other language.
        template.value = null;
        const kept = drafts.of(params());
        const now = await call(getLetter, { params: params() });
        if (now.language !== language.value) return;
        show(now);
        if (!kept || isSame(kept, wordsNow(now))) return;
        draft.value = { subject: kept.subject, body: kept.body };
        isKept.value = true;
        base = kept.version;
        if (kept.version !== now.version) theirs.value = now;
      }),
    save: () =>
      settle({ what: 'saved' }, () =>
        call(saveLetter, { params: params(), body: { ...draft.value, version: version() } }),
      ),
    reset: () =>
      settle({ what: 'reset' }, () =>
        call(resetLetter, { params: params(), body: { version: version() } }),
      ),
    restore: (number) =>
      settle({ what: 'restored', number }, () =>
        call(restoreLetter, { params: params(), body: { version: version(), number } }),
      ),
    discard: () => {
      const now = theirs.value ?? template.value;
      if (now) show(now);
    },
  };
}
