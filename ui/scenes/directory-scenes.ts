import { theAdmin } from './admin-answers.ts';
import { aDirectoryRun, type DirectoryWorld } from './directory-answers.ts';
import { uuid, type SceneLocale } from './people.ts';
import type { World } from './world.ts';

interface DirectoryScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

const departments = [
  { id: uuid(8001), name: '物理与光电工程系' },
  { id: uuid(8002), name: 'Fakultät für Rechtswissenschaften und Wirtschaftsinformatik' },
];

/** The directory tool of a department admin, in every state of a run. */
export function directoryScenes(host: DirectoryScene['world']) {
  const scene = (path: string, directory: Partial<DirectoryWorld> = {}): DirectoryScene => ({
    path: `/admin/directory${path}`,
    world: (locale) => ({
      ...host(locale),
      admin: theAdmin({ mine: { isSystem: false, departments } }),
      directory,
    }),
  });
  const run = (change: Parameters<typeof aDirectoryRun>[0] = {}): DirectoryScene =>
    scene(`/${uuid(8700)}`, { runs: [aDirectoryRun(change)] });
  const none = Object.fromEntries(
    Object.keys(aDirectoryRun().counts).map((kind) => [kind, 0]),
  ) as ReturnType<typeof aDirectoryRun>['counts'];
  const over = { isMine: false, counts: none };
  return {
    directory: scene(''),
    'directory-not-connected': scene('', { runs: [], connected: false }),
    'directory-writing': run({
      ...over,
      state: 'running' as const,
      progress: { phase: 'writing', done: 7_400, total: 10_000 },
    }),
    'directory-run': run(),
    'directory-many': run({ removals: 1_234, isAskedAgain: true }),
    'directory-unchanged': run({ ...over, state: 'unchanged' }),
    'directory-away': run({ ...over, state: 'failed', failure: 'directory/unavailable' }),
    'directory-applied': run({ state: 'applied', isMine: false, decidedBy: '周校信息' }),
  };
}
