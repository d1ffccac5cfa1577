import type { ScriptName } from '../src/adapters/fake/index.ts';

interface Change<World> {
  world?: World;
  remembers?: Record<string, string>;
}

/** Whoever chose the grid before. */
const inGrid = { 'campus-meet.layout': 'grid' };

/** Meetings of many: a class of twenty-five, a hall of five hundred as its host and a student see it. */
export const hallScenes = <Scene, World>(
  inside: (script: ScriptName, change?: Change<World>) => Scene,
  student: World,
) => ({
  'meeting-class': inside('class', { remembers: inGrid }),
  'meeting-500': inside('hall'),
  'meeting-500-grid': inside('hall', { world: student, remembers: inGrid }),
  'meeting-500-share': inside('hall-share', { world: student }),
});
