import type { MyAccount } from '../../bridge/src/features/access/accounts/contract.ts';
import type { MySession, OpenSession } from '../../bridge/src/features/access/sessions/contract.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import type { Asked } from './campus-answers.ts';
import { aSession, uuid, type SceneLocale } from './people.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** What the scripted bridge knows of logging in. The right code is 271828. */
export interface LoginWorld {
  ways: { sms: boolean; mail: boolean; directory: boolean };
  account: MyAccount;
  sessions: MySession[];
  /** How the campus calls the product. */
  product: Record<'en' | 'zh-CN', string>;
}

const minute = 60_000;
const hour = 3_600_000;

const aMySession = (n: number, change: Partial<MySession> = {}): MySession => ({
  id: uuid(7000 + n),
  isThis: false,
  browser: 'Chrome',
  system: 'Windows',
  startedAt: Date.now() - (n + 1) * 3 * hour,
  lastSeenAt: Date.now() - n * hour,
  ...change,
});

export const theLogin = (change: Partial<LoginWorld> = {}): LoginWorld => ({
  ways: { sms: true, mail: true, directory: false },
  product: { en: 'Campus Meet', 'zh-CN': 'Campus Meet' },
  account: {
    passwordSetAt: Date.now() - 20 * 24 * hour,
    phone: '••••••5678',
    email: 'k••••••@wolkenburg-universitaet.example.edu',
    campusNumber: 'T2019044',
    ways: ['sms', 'mail'],
    isProven: false,
  },
  sessions: [
    aMySession(0, { isThis: true, browser: 'Firefox', system: 'Linux' }),
    aMySession(1, { browser: 'WeChat', system: 'HarmonyOS' }),
    aMySession(2, { browser: null, system: null }),
  ],
  ...change,
});

/** What the scripted bridge answers about logging in. */
export function loginAnswers(
  login: LoginWorld,
  { locale, session }: { locale: SceneLocale; session: OpenSession | null },
): Answers {
  const asked = () => ({
    codeId: uuid(7100),
    expiresAt: Date.now() + 10 * minute,
    nextAt: Date.now() + minute,
  });
  const right = (code: unknown): void => {
    if (code !== '271828') throw new PanelFailure('account/code-wrong', { requestId: '7d1f-42' });
  };
  const opened = () => session ?? aSession(locale, true);
  return {
    loginWays: () => login.ways,
    getBranding: () => ({ product: login.product }),
    askForCode: asked,
    askForMyCode: asked,
    logInByCode: ({ body }) => {
      right(body['code']);
      return opened();
    },
    logInByPassword: opened,
    logInByDirectory: opened,
    myAccount: () => login.account,
    confirmMyCode: ({ body }) => {
      right(body['code']);
      login.account = { ...login.account, isProven: true };
      return {};
    },
    setPassword: () => {
      login.account = { ...login.account, passwordSetAt: Date.now() };
      login.sessions = login.sessions.filter(({ isThis }) => isThis);
      return {};
    },
    mySessions: () => ({ sessions: login.sessions }),
    endSession: ({ params }) => {
      login.sessions = login.sessions.filter(({ id }) => id !== params['sessionId']);
      return {};
    },
    endOtherSessions: () => {
      login.sessions = login.sessions.filter(({ isThis }) => isThis);
      return {};
    },
  };
}
