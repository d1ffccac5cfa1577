import type { FleetVideobridge } from '../fleet/contract.ts';
import type { FocusView } from '../fleet/index.ts';
import type { AlarmKind } from './contract.ts';

/** Something that is wrong at this moment. */
export interface Trouble {
  kind: AlarmKind;
  /** Which videobridge or source; empty where there is one only. */
  subject: string;
}

/** How the conference servers are. */
export interface ServersNow {
  /** Null: it does not answer; undefined: it is not configured. */
  focus: FocusView | null | undefined;
  videobridges: readonly FleetVideobridge[];
  prosodyAnswers: boolean;
}

/** What is wrong with Jicofo, Prosody and the videobridges. */
export function serverTroubles({ focus, videobridges, prosodyAnswers }: ServersNow): Trouble[] {
  return [
    ...whole('prosody-silent', !prosodyAnswers),
    ...whole('jicofo-silent', focus === null),
    ...(focus ? focusTroubles(focus) : []),
    ...videobridges.flatMap(({ id, state }): Trouble[] => {
      if (['away', 'ill', 'unlisted'].includes(state)) {
        return [{ kind: 'videobridge-down', subject: id }];
      }
      return state === 'overloaded' ? [{ kind: 'videobridge-overloaded', subject: id }] : [];
    }),
  ];
}

function focusTroubles({ videobridges }: FocusView): Trouble[] {
  const working = videobridges.filter((one) => one.isOperational && one.isHealthy);
  // Whoever goes over to another version drains the old ones.
  const versions = new Set(
    working.filter((one) => !one.isDraining && !one.isShuttingDown).map(({ version }) => version),
  );
  const ids = videobridges.flatMap(({ relayId }) => relayId ?? []);
  const doubled = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [
    ...whole('no-videobridge', working.length === 0),
    ...whole('versions-differ', versions.size > 1),
    ...[...doubled].map((subject): Trouble => ({ kind: 'relay-ids-doubled', subject })),
  ];
}

const whole = (kind: AlarmKind, isSo: boolean): Trouble[] => (isSo ? [{ kind, subject: '' }] : []);

/** So long after it was due a sync counts as left out, milliseconds. */
const overdueMs = 3_600_000;

/** One attempt to read one scope of one source. */
export interface SyncRun {
  source: string;
  scope: string;
  state: string;
  kind: 'full' | 'changes';
  startedAt: number;
}

/** What is asked about syncs. */
export interface SyncsNow {
  /** The latest, newest first. */
  runs: readonly SyncRun[];
  /** When full ones were due last; null: they have no times. */
  dueAt: number | null;
  now: number;
}

/** Sources whose last sync failed, or that have not been read since they were due. */
export function syncTroubles({ runs, dueAt, now }: SyncsNow): Trouble[] {
  const finished = runs.filter(({ state }) => state !== 'running');
  const latest = [
    ...Map.groupBy(finished, ({ source, scope }) => `${source}\n${scope}`).values(),
  ].flatMap((all) => all[0] ?? []);
  const failed = new Set(
    latest.filter(({ state }) => state === 'failed').map(({ source }) => source),
  );
  const full = Map.groupBy(
    runs.filter(({ kind }) => kind === 'full'),
    ({ source }) => source,
  );
  const overdue = [...full].filter(
    ([, [last]]) =>
      dueAt !== null && now - dueAt > overdueMs && last !== undefined && last.startedAt < dueAt,
  );
  return [
    ...[...failed].map((subject): Trouble => ({ kind: 'sync-failed', subject })),
    ...overdue.map(([subject]): Trouble => ({ kind: 'sync-overdue', subject })),
  ];
}

/** So long a message may wait, milliseconds: carriers that fail are tried again for hours. */
export const stuckMs = 15 * 60_000;

/** Whether messages do not get away. @param waitingSince since when the oldest waits */
export const outboxTroubles = (waitingSince: number | null, now: number): Trouble[] =>
  whole('outbox-stuck', waitingSince !== null && now - waitingSince > stuckMs);

/** So long nobody may come in while others wait, milliseconds. */
const standstillMs = 60_000;

/** Those who wait before rooms. */
export interface QueueNow {
  waiting: number;
  longestMs: number;
  /** How many came in within the last minute. */
  cameIn: number;
}

/** Whether people wait and nobody comes in: each is let in as fast as others are seen inside. */
export const queueTroubles = ({ waiting, longestMs, cameIn }: QueueNow): Trouble[] =>
  whole('queue-stuck', waiting > 0 && cameIn === 0 && longestMs >= standstillMs);
