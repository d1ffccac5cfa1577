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
import { callKey, need } from '../../../kernel/ports.ts';
import { useAction, type Action } from '../../../kernel/requests.ts';
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
  failure: Action['failure'];
  isBusy: Action['isBusy'];
  done: ShallowRef<Done | null>;
  load: () => Promise<void>;
  save: () => Promise<void>;
  reset: () => Promise<void>;
  restore: (number: number) => Promise<void>;
  discard: () => void;
}

/** A copy: what is typed into it does not change what was loaded. */
export const wordsNow = ({ own, shipped }: TemplateShown): TemplateWords => ({
  ...(own ?? shipped),
});

const isSame = (one: TemplateWords, other: TemplateWords): boolean =>
  one.subject === other.subject && one.body === other.body;

/** Loads nothing by itself: `load` does, again whenever the language changed. Keeps what is typed in `useDrafts`. */
export function useTemplate(name: TemplateName, language: Ref<TemplateLanguage>): EditedTemplate {
  const call = need(callKey);
  const drafts = useDrafts();
  const template = shallowRef<TemplateShown | null>(null);
  const draft = ref<TemplateWords>({ subject: '', body: '' });
  const isKept = ref(false);
  const theirs = shallowRef<TemplateShown | null>(null);
  const { isBusy, failure, run } = useAction();
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
  const attempt = async (act: () => Promise<void>, what = 'change'): Promise<void> => {
    done.value = null;
    await run(act, what);
    const why = failure.value;
    if (why?.code !== 'letter/changed') return;
    // Somebody else was faster: what they wrote is shown, what was typed here stays.
    if ((await run(look, 'look')) && theirs.value === null) failure.value = why;
  };
  const look = async (): Promise<void> => {
    const now = await call(getLetter, { params: params() });
    if (isDirty.value) theirs.value = now;
    else show(now);
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
    isBusy,
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
        // Of either language: whoever changes it while one is on its way gets the other.
      }, language.value),
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
