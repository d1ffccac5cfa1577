import type { MyAccount } from '../../bridge/src/features/access/accounts/contract.ts';
import { connectingScenes } from './connecting-scenes.ts';
import { theLogin } from './login-answers.ts';
import { courseId, type SceneLocale } from './people.ts';
import type { World } from './world.ts';

interface LoginScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

/** Somebody who came by a launch, of whom nothing is known to log in by. */
const claimable: MyAccount = {
  passwordSetAt: null,
  phone: null,
  email: null,
  campusNumber: null,
  ways: ['sms', 'mail'],
  isProven: false,
};

/** Logging in without a portal: of nobody yet, and of somebody signed in. */
export function loginScenes(of: Record<'nobody' | 'host', LoginScene['world']>) {
  const login = (change: (locale: SceneLocale) => Partial<World>): LoginScene => ({
    path: '/login',
    world: (locale) => ({ ...of.nobody(locale), ...change(locale) }),
  });
  return {
    ...connectingScenes(of),
    login: login(() => ({})),
    'login-campus': login(() => ({
      login: theLogin({
        ways: { sms: true, mail: true, directory: true },
        product: {
          en: 'Lakeside University of Technology Video Meetings',
          'zh-CN': '湖滨大学会议',
        },
      }),
    })),
    'login-without-codes': login(() => ({
      login: theLogin({ ways: { sms: false, mail: false, directory: false } }),
    })),
    // As by the link in a mail, in a browser that nobody is signed in.
    'login-for-attendance': {
      ...login(() => ({})),
      path: `/course/${courseId}/attendance`,
    },
    'login-failed': login(() => ({ failing: { loginWays: 'network/unreachable' } })),
    'settings-claim': {
      path: '/settings',
      world: (locale: SceneLocale) => ({
        ...of.host(locale),
        login: theLogin({ account: claimable }),
      }),
    },
  };
}
