import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Fleet, FleetVideobridge } from '../features/operations/fleet/index.ts';
import { failures } from '../../../words/en/failures.ts';
import { isFailure } from '../kernel/failure.ts';

export const videobridgesUsage = `videobridges                               how each is: people, load, version
videobridges drain ID [--move] [--wait]    newcomers go elsewhere; --move calls its people to the others as well; --wait ends when nobody is on it
videobridges undrain ID [--wait]           newcomers come again; --wait ends when Jicofo sends people there`;

type Print = (line: string) => void;
type Servers = Pick<Fleet, 'servers' | 'drain' | 'move'>;

interface Deps {
  fleet: Servers;
  /** Milliseconds between two looks. */
  lookEvery?: number;
}

/** `npm run campus -- videobridges …`. Exit code: 0, 64 wrong use, 69 they or Jicofo do not answer as they should. */
export async function videobridgesCommand(
  { fleet, lookEvery = 2_000 }: Deps,
  args: readonly string[],
  print: Print,
): Promise<number> {
  const given = readArguments(args);
  if (!given) {
    print(videobridgesUsage);
    return 64;
  }
  try {
    await acts[given.action]({ fleet, lookEvery, print }, given);
    return 0;
  } catch (error) {
    if (!isFailure(error)) throw error;
    print(`${error.code}: ${wordsFor(error.code)}`);
    return error.code === 'fleet/videobridge-unknown' ? 64 : 69;
  }
}

interface Given {
  action: keyof typeof acts;
  id: string;
  move: boolean;
  isWaiting: boolean;
}

const acts = {
  list: ({ fleet, print }: Look): Promise<void> => list(fleet, print),
  drain: async (look: Look, { id, move, isWaiting }: Given): Promise<void> => {
    await look.fleet.drain(id, true, null);
    look.print(`${id}: newcomers go elsewhere.`);
    if (move) await moveAll(look, id);
    if (isWaiting) await until(look, id, { are: nobodyIsOn, says: peopleOn });
  },
  undrain: async (look: Look, { id, isWaiting }: Given): Promise<void> => {
    await look.fleet.drain(id, false, null);
    look.print(`${id}: newcomers come again.`);
    if (isWaiting) await until(look, id, { are: takesPeople, says: ({ state }) => state });
  },
};

interface Look {
  fleet: Servers;
  lookEvery: number;
  print: Print;
}

interface Goal {
  are: (one: FleetVideobridge) => boolean;
  says: (one: FleetVideobridge) => string;
}

const nobodyIsOn = ({ people }: FleetVideobridge): boolean => people === 0;
const peopleOn = ({ people }: FleetVideobridge): string => `${people ?? '?'} people on it`;
const takesPeople = ({ state }: FleetVideobridge): boolean =>
  state === 'well' || state === 'overloaded';

/** Looks until it is so; prints what it waits for each time that that changes. */
async function until({ fleet, lookEvery, print }: Look, id: string, goal: Goal): Promise<void> {
  let said = '';
  for (;;) {
    const one = (await fleet.servers()).videobridges.find((each) => each.id === id);
    if (one && goal.are(one)) {
      print(`${id}: done.`);
      return;
    }
    const now = one ? goal.says(one) : 'Jicofo does not list it';
    if (now !== said) print(`${id}: ${now}`);
    said = now;
    await wait(lookEvery);
  }
}

/** How often is looked whether Jicofo has heard of a drain: videobridges tell it every five seconds. */
const mostLooks = 15;

/** Calls to the others who is on it, as soon as Jicofo knows that it drains: else it would send them back. */
async function moveAll({ fleet, lookEvery, print }: Look, id: string): Promise<void> {
  for (let look = 0; look < mostLooks; look += 1) {
    const one = (await fleet.servers()).videobridges.find((each) => each.id === id);
    if (one?.people === 0) return;
    if (one?.mayMove) break;
    await wait(lookEvery);
  }
  print(`${id}: ${await fleet.move(id, mostPeople, null)} people are called to the others.`);
}

async function list(fleet: Servers, print: Print): Promise<void> {
  const { videobridges } = await fleet.servers();
  if (videobridges.length === 0)
    print('None: neither Jicofo (JICOFO_URL) nor VIDEOBRIDGE_URLS says of any.');
  for (const { id, state, people, stress, region, version } of videobridges) {
    const load = stress === null ? '?' : `${Math.round(stress * 100)} %`;
    print(
      `${id}  ${state}  ${people ?? '?'} people  load ${load}  ${region ?? '-'}  ${version ?? '-'}`,
    );
  }
}

function readArguments(args: readonly string[]): Given | null {
  const [action = 'list', ...rest] = args;
  if (!isAction(action)) return null;
  try {
    const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options });
    const [id = '', ...more] = positionals;
    const { move, wait: isWaiting } = values;
    const isRight =
      action === 'list' ? args.length <= 1 : id !== '' && !(action === 'undrain' && move);
    return isRight && more.length === 0 ? { action, id, move, isWaiting } : null;
  } catch {
    return null;
  }
}

const wordsFor = (code: string): string =>
  (failures as Readonly<Record<string, string>>)[code] ?? failures.internal;

/** Whoever is on it. */
const mostPeople = 100_000;

const options = {
  move: { type: 'boolean', default: false },
  wait: { type: 'boolean', default: false },
} as const;

const isAction = (word: string): word is keyof typeof acts => Object.hasOwn(acts, word);
