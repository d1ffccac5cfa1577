import type { ScriptName } from '../src/adapters/fake/index.ts';
import type { FailureReason } from '../src/conference/events.ts';
import type { Maker } from './attendance-scenes.ts';
import { aSession, type SceneLocale } from './people.ts';
import type { World } from './world.ts';

interface Change {
  joinFails?: FailureReason;
  world?: (locale: SceneLocale) => World;
}

type Inside<Scene> = (script: ScriptName, change: Change) => Scene;

/** Why somebody is not in the meeting (any more), and the way on. */
export function overScenes<Scene>(inside: Inside<Scene>, student: Maker) {
  const failing = (code: 'meeting/full' | 'meeting/not-allowed') =>
    inside('pair', {
      world: (locale) => student(locale, { failing: { enterMeeting: code } }),
    });
  const outsider = (l: SceneLocale) =>
    student(l, { failing: { getCourse: 'course/not-a-member' } });
  const guest = (l: SceneLocale) =>
    student(l, { session: { ...aSession(l, false), kind: 'guest' } });
  return {
    'over-full': failing('meeting/full'),
    'over-refused': failing('meeting/not-allowed'),
    'over-kicked': inside('pair', { joinFails: 'kicked' }),
    'over-guests-ended': inside('pair', { joinFails: 'guests-ended' }),
    'over-put-out': inside('pair', { joinFails: 'put-out' }),
    'over-put-out-outsider': inside('pair', {
      joinFails: 'put-out',
      world: outsider,
    }),
    'over-put-out-guest': inside('pair', {
      joinFails: 'put-out',
      world: guest,
    }),
    'over-left-outsider': inside('pair', { world: outsider }),
    'over-network': inside('pair', { joinFails: 'network' }),
  };
}
