import type { ScriptName } from '../src/adapters/fake/index.ts';
import { theAdmission, type AdmissionWorld } from './admission.ts';
import type { Maker } from './attendance-scenes.ts';
import { aCampus } from './campus.ts';
import { courseId, type SceneLocale } from './people.ts';

/** Somebody whose LMS lets them invite nobody. */
function invitingNobody(locale: SceneLocale): AdmissionWorld {
  const usual = theAdmission(locale);
  const withheld = <T>(all: T[]) => all.map((one) => ({ ...one, mayInviteGuests: false }));
  const { running, coming } = usual;
  const series = usual.series.map((one) => ({
    ...one,
    admission: { ...one.admission, scope: 'invited' as const },
  }));
  return {
    ...usual,
    series: withheld(series),
    running: withheld(running),
    coming: withheld(coming),
  };
}

type Inside<Scene> = (script: ScriptName, change: { world: ReturnType<typeof worldOf> }) => Scene;

const worldOf = (host: Maker) => (locale: SceneLocale) =>
  host(locale, {
    admission: invitingNobody(locale),
    campus: aCampus(locale, { audience: { courseId, groupId: null } }),
  });

/** A host who may invite nobody from outside the course: in the meeting, and at home. */
export const invitingScenes = <Scene>(inside: Inside<Scene>, host: Maker) => ({
  'meeting-invites-nobody': inside('pair', { world: worldOf(host) }),
  'home-invites-nobody': { path: '/', world: worldOf(host) },
});
