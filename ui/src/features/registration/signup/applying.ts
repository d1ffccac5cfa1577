import { reactive, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { z } from 'zod';
import {
  apply,
  applicationIssue,
  confirmByCode,
  confirmByLink,
  sendConfirmationAgain,
  type ApplicationIssue,
  type AskedApplication,
  type Confirmed,
} from '../../../../../bridge/src/features/registration/signup/contract.ts';
import type { PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useAction, type Action } from '../../../kernel/requests.ts';
import { useCountdown, type Countdown } from '../../access/login/index.ts';

type Body = z.input<(typeof apply)['body']>;
type Typed = Omit<Body, 'locale' | 'consent' | 'kind'> & { kind: 'teacher' | 'student' | 'staff' };

export interface Applying {
  typed: Typed;
  flaws: ShallowRef<Readonly<Record<string, ApplicationIssue>>>;
  asked: ShallowRef<AskedApplication | null>;
  /** What became of it; null until the address is confirmed. */
  state: Ref<Confirmed['state'] | null>;
  isBusy: Action['isBusy'];
  failure: Action['failure'];
  wait: Countdown['seconds'];
  send: (locale: Body['locale']) => Promise<void>;
  again: () => Promise<void>;
  back: () => void;
  byCode: (code: string) => Promise<void>;
  byLink: (token: string) => Promise<void>;
}

/** An application from the form to its confirmation. */
export function useApplying(): Applying {
  const call = need(callKey);
  const countdown = useCountdown();
  const asked = shallowRef<AskedApplication | null>(null);
  const state = ref<Confirmed['state'] | null>(null);
  const flaws = shallowRef<Readonly<Record<string, ApplicationIssue>>>({});
  const { isBusy, failure, run } = useAction();
  const typed = reactive<Typed>({
    name: '',
    kind: 'teacher',
    campusNumber: '',
    departmentId: '',
    email: '',
    phone: '',
    expiresOn: '',
  });

  const attempt = async (act: () => Promise<void>): Promise<void> => {
    await run(act);
    const failed = failure.value;
    if (failed?.code === 'application/invalid') {
      flaws.value = byField(failed);
      failure.value = null;
    } else if (failed?.code === 'request/too-many' && !asked.value) {
      countdown.until(Date.now() + (failed.retryAfter ?? 1) * 1000);
    }
  };
  const keep = (answer: AskedApplication): void => {
    asked.value = answer;
    countdown.until(answer.nextAt);
  };
  const params = () => ({ applicationId: asked.value?.applicationId ?? '' });
  return {
    typed,
    flaws,
    asked,
    state,
    isBusy,
    failure,
    wait: countdown.seconds,
    send: (locale) =>
      attempt(async () => {
        flaws.value = {};
        keep(await call(apply, { body: { ...typed, locale, consent: true } }));
      }),
    again: () => attempt(async () => keep(await call(sendConfirmationAgain, { params: params() }))),
    back: () => {
      asked.value = null;
      failure.value = null;
    },
    byCode: (code) =>
      attempt(async () => {
        const answer = await call(confirmByCode, { params: params(), body: { code } });
        state.value = answer.state;
      }),
    byLink: (token) =>
      attempt(async () => {
        state.value = (await call(confirmByLink, { body: { token } })).state;
      }),
  };
}

function byField({ flaws }: PanelFailure): Record<string, ApplicationIssue> {
  return Object.fromEntries(
    flaws.flatMap(({ field, message }) => {
      const flaw = applicationIssue.safeParse(message);
      return flaw.success ? [[field, flaw.data]] : [];
    }),
  );
}
