import type { ScriptName } from '../src/adapters/fake/index.ts';
import { fakePersonId } from '../src/adapters/fake/people.ts';
import { uuid } from './people.ts';
import { forbidding, lecturing } from './rules.ts';
import type { World } from './world.ts';

type Change = Partial<World>;

/** Where hosts forbid something, and lecture mode: who listens, who is called up, and who lectures. */
export const lectureScenes = <Scene>(
  inside: (script: ScriptName, as: 'student' | 'host', change: Change) => Scene,
) => ({
  'meeting-ruled': inside('seminar', 'host', { rules: forbidding }),
  'meeting-in-lecture-mode': inside('seminar', 'student', { rules: lecturing }),
  'meeting-called-up': inside('seminar', 'student', {
    rules: { ...lecturing, exempt: [uuid(12), fakePersonId(4)] },
  }),
  'meeting-giving-a-lecture': inside('seminar', 'host', {
    rules: { ...lecturing, exempt: [fakePersonId(4)] },
  }),
});
