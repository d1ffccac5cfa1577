import type { z } from 'zod';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { AuditTrail } from '../../audit/index.ts';
import type { QueueFigures } from '../../meetings/index.ts';
import type { EntryQueueView, getFleet } from './contract.ts';
import { liveMeetings } from './live-meetings.ts';
import type { JitsiFleet, RunningMeetings } from './ports.ts';
import type { FleetRules } from './room.ts';
import { roomOf } from './room.ts';
import { participantStress, type FleetStateReader } from './state.ts';
import { focusOf, hasOther, knownVideobridges, serverStateOf, shownVideobridges } from './view.ts';

/** What the service is made with. */
export interface FleetServiceDeps {
  db: Database;
  jitsi: JitsiFleet;
  rules: FleetRules;
  meetings: RunningMeetings;
  audit: AuditTrail;
  state: FleetStateReader;
}

export type FleetService = ReturnType<typeof createFleetService>;

/** The most meetings that are shown at once. */
const mostShown = 200;

/** Jicofo and the videobridges: how they are, and what system admins do with them. */
export function createFleetService(deps: FleetServiceDeps) {
  const { jitsi, state } = deps;
  return {
    servers: async () => {
      const current = await state.current();
      return {
        focus: current.focus === null ? undefined : focusOf(current),
        videobridges: shownVideobridges(current, deps.rules),
      };
    },
    stress: async (): Promise<Record<string, number>> =>
      Object.fromEntries(
        shownVideobridges(await state.current(), deps.rules).flatMap(({ id, stress }) =>
          stress === null ? [] : [[id, stress] as const],
        ),
      ),
    view: (): Promise<z.output<(typeof getFleet)['reply']>> => view(deps),
    /**
     * Newcomers go elsewhere from now on, or come again.
     * @throws Failure fleet/videobridge-unknown, fleet/unavailable, fleet/refused
     */
    drain: async (id: string, drain: boolean, by: string | null): Promise<void> => {
      // Asked before: the transaction does not wait for one that is silent.
      const { isDraining } = await jitsi.videobridge(id);
      await noted(deps, {
        by,
        id,
        action: drain ? 'videobridge.drain' : 'videobridge.undrain',
        before: { drain: isDraining },
        after: { drain },
        act: () => jitsi.setDrain(id, drain),
      });
      state.changed();
    },
    /**
     * Calls people of a draining videobridge to others. Answers how many.
     * @throws Failure fleet/videobridge-unknown, fleet/not-draining, fleet/no-other, fleet/unavailable, fleet/refused
     */
    move: async (id: string, people: number, by: string | null): Promise<number> => {
      const known = knownVideobridges(await state.current());
      const from = known.find((one) => one.id === id)?.seen;
      if (!from) throw new Failure('fleet/videobridge-unknown');
      if (!from.isDraining) throw new Failure('fleet/not-draining');
      if (!hasOther(from, known)) throw new Failure('fleet/no-other');
      const count = Math.min(people, from.endpoints);
      const moved = await noted(deps, {
        by,
        id,
        action: 'videobridge.move',
        before: null,
        after: { people: count },
        act: () => jitsi.movePeople(from.jid, count),
      });
      state.changed();
      return moved;
    },
  };
}

async function view({ rules, meetings, state }: FleetServiceDeps) {
  const current = await state.current();
  const focus = focusOf(current);
  const queue = await meetings.figures().queue();
  const live = await liveMeetings(current, meetings, queue);
  return {
    at: current.at,
    jicofo: {
      state: serverStateOf(current.focus, ({ isHealthy }) => isHealthy),
      version: focus?.version ?? null,
      trouble: focus?.trouble ?? null,
    },
    videobridges: shownVideobridges(current, rules),
    room: focus && roomOf(focus.videobridges, rules, participantStress(current.videobridges)),
    rules,
    meetings: live.slice(0, mostShown),
    totals: {
      meetings: live.length,
      people: live.reduce((sum, { people }) => sum + people, 0),
    },
    queue: await queueView(queue, { meetings, now: current.at }),
  };
}

async function queueView(
  { waiting, longestMs, onTheWay, atOnce }: QueueFigures,
  { meetings, now }: { meetings: RunningMeetings; now: number },
): Promise<EntryQueueView> {
  const cameIn = await meetings.figures().waits(now - 60_000, now + 1);
  const longestSeconds = waiting === 0 ? null : Math.floor(longestMs / 1000);
  return { waiting, longestSeconds, onTheWay, atOnce, cameIn: cameIn.length };
}

interface Deed<T> {
  /** Null: at the command line. */
  by: string | null;
  /** Of the videobridge. */
  id: string;
  action: string;
  before: unknown;
  after: unknown;
  act: () => Promise<T>;
}

/** What is done stands in the log, and what failed does not: the last step of the transaction is the deed itself. */
const noted = <T>({ db, audit }: FleetServiceDeps, deed: Deed<T>): Promise<T> =>
  db.transaction(async (trx) => {
    const { id, by: actorId, action, before, after } = deed;
    const subject = { kind: 'videobridge', id, name: id };
    await audit.record(trx, { actorId, action, subject, scopeDepartmentId: null, before, after });
    return deed.act();
  });
