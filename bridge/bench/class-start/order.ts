import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/kernel/database.ts';
import type { Figure } from '../databases.ts';

/** Who waited at a moment, the next first. */
type Line = readonly string[];

/** What the queue was seen to be while a class came in. */
export interface SeenQueue {
  /** One after the other, until the bridge was killed and afterwards; the first of `after` is of that moment. */
  before: Line[];
  after: Line[];
}

const lookEveryMs = 100;

/** Looks at the queue, which is in the database, again and again until it is told to stop. */
export function watchQueue(db: Database, meetingId: string) {
  const seen: SeenQueue = { before: [], after: [] };
  let isKilled = false;
  const over = new AbortController();
  const look = async (): Promise<void> => {
    const into = isKilled ? seen.after : seen.before;
    const waiting = db('entry_queue').where({ meeting_id: meetingId, state: 'waiting' });
    into.push(await waiting.orderBy(['rank', 'id']).pluck<string[]>('participant_id'));
  };
  const watching = (async () => {
    while (!over.signal.aborted) {
      await look();
      await pause(lookEveryMs);
    }
  })();
  return {
    /** To be called right before the bridge is killed: who waits then. */
    killed: async (): Promise<void> => {
      isKilled = true;
      await look();
    },
    stop: async (): Promise<SeenQueue> => {
      over.abort();
      await watching;
      return seen;
    },
  };
}

export interface Comer {
  id: string;
  kind: 'host' | 'fallen out' | 'newcomer';
  /** Whether they were at the bridge that was killed. */
  isOfDead: boolean;
  /** The first place that they were told after that, by the other bridge; null: they went in, or waited no more. */
  placeAfter: number | null;
}

/**
 * Whether everybody who waited when the bridge was killed kept the place.
 * @throws Error when nobody waited: then nothing was compared
 */
export function orderFigures({ before, after }: SeenQueue, comers: readonly Comer[]): Figure[] {
  const [line, ...later] = after;
  if (!line || line.length === 0) throw new Error('nobody waited when the bridge was killed');
  const waited = comers.filter(({ id }) => line.includes(id));
  const told = waited.filter(({ placeAfter }) => placeAfter !== null);
  const worse = told.filter(({ id, placeAfter }) => (placeAfter ?? 0) > line.indexOf(id) + 1);
  const of = (kind: Comer['kind']): number => waited.filter((one) => one.kind === kind).length;
  const passed = passedIn(line, later);
  return [
    {
      name: 'waiting when one bridge was killed',
      value:
        `${waited.length} (${of('host')} host, ${of('fallen out')} fallen out, ${of('newcomer')} newcomers), ` +
        `${waited.filter(({ isOfDead }) => isOfDead).length} of them at that bridge`,
    },
    {
      name: 'of these, passed afterwards by somebody who waited behind them',
      value: `${passed.size} of ${waited.length}, in ${later.length} looks at the queue`,
    },
    {
      name: 'of these, told a worse place by the other bridge',
      value: `${worse.length} of ${told.length} who were told one`,
    },
    { name: 'host and fallen out: newcomers before them', value: aheadText(before, after, comers) },
  ];
}

/** Who still waited when somebody behind them did not any more or stood before them, or had to line up again. */
function passedIn(line: Line, later: readonly Line[]): Set<string> {
  const passed = new Set<string>();
  let previous = line;
  for (const now of later) {
    const left = line.filter((id) => now.includes(id));
    const lastGone = line.findLastIndex((id) => previous.includes(id) && !now.includes(id));
    for (const id of left)
      if (line.indexOf(id) < lastGone || !previous.includes(id) || isBehindOne(id, { line, now }))
        passed.add(id);
    previous = now;
  }
  return passed;
}

/** Whether somebody who waited behind them stands before them now. */
const isBehindOne = (id: string, { line, now }: { line: Line; now: Line }): boolean =>
  now.slice(0, now.indexOf(id)).some((other) => line.indexOf(other) > line.indexOf(id));

/** How many newcomers stood before each of them when they were seen in the queue first. */
function aheadText(before: Line[], after: Line[], comers: readonly Comer[]): string {
  const kinds = new Map(comers.map(({ id, kind }) => [id, kind]));
  const counts = comers
    .filter(({ kind }) => kind !== 'newcomer')
    .flatMap(({ id }) => {
      const first = [...before, ...after].find((line) => line.includes(id));
      const ahead = first?.slice(0, first.indexOf(id)) ?? [];
      return first ? [ahead.filter((other) => kinds.get(other) === 'newcomer').length] : [];
    });
  if (counts.length === 0) return 'none of them had to wait';
  return `at most ${Math.max(...counts)}, of ${counts.length} who were seen waiting`;
}
