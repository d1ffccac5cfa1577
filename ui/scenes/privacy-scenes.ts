import { attendanceScenes, type Maker } from './attendance-scenes.ts';
import { theAdmin } from './admin-answers.ts';
import { uuid, type SceneLocale } from './people.ts';
import { aWish, theData, type PrivacyWorld } from './privacy-answers.ts';
import type { World } from './world.ts';
import { dayMs } from '../src/kernel/time.ts';

interface PrivacyScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

const long = 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst';

/** What is kept about people: one's own page, the administration's, and attendance. */
export function privacyScenes({ host, student }: { host: Maker; student: Maker }) {
  const mine = (change: Parameters<typeof theData>[0] = {}): PrivacyScene => ({
    path: '/settings/data',
    world: (locale) => ({ ...host(locale), privacy: { mine: theData(change) } }),
  });
  const admin = (privacy: () => Partial<PrivacyWorld>): PrivacyScene => ({
    path: '/admin/privacy',
    world: (locale) => ({ ...host(locale), admin: theAdmin(), privacy: privacy() }),
  });
  return {
    ...attendanceScenes({ host, student }),
    'my-data': mine(),
    'my-data-asked': mine({
      erasure: {
        id: uuid(9000),
        state: 'asked',
        askedAt: Date.now(),
        reason: null,
        dueAt: Date.now() + 7 * dayMs,
      },
      blockers: [{ code: 'erasure/listed', sources: ['ldap:ou=people,dc=uni,dc=edu'] }],
    }),
    'admin-privacy': admin(() => ({
      open: [
        aWish(1, {
          blockers: [
            { code: 'erasure/listed', sources: ['ldap:ou=people,dc=wolkenburg,dc=example,dc=edu'] },
          ],
        }),
        aWish(2, { person: { id: uuid(9300), name: long, campusNumber: null } }),
        aWish(3, { state: 'approved' }),
      ],
      closed: [
        aWish(4, {
          state: 'done',
          person: null,
          doneAt: Date.now() - dayMs,
          fates: [{ kind: 'attendance', gone: 12, kept: 1_284 }],
        }),
        aWish(5, { state: 'refused', decidedAt: Date.now() - dayMs, reason: '考试尚未结束' }),
      ],
    })),
    'admin-privacy-none': admin(() => ({})),
  };
}
