import { Failure } from '../../../kernel/failure.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import { isFrozen } from './computing.ts';
import type { GradeMeasure, GradePer, GradesView } from './contract.ts';
import { findLine, type KeptLine } from './line-items-repository.ts';
import { currentLines, type Line } from './lines.ts';
import { findAddress } from './links-repository.ts';
import type { GradesDeps } from './ports.ts';
import { scoresOf, waitAgain, type GradeScore } from './scores-repository.ts';
import { findSettings, makeDue, saveSettings } from './settings-repository.ts';

interface Wanted {
  isOn: boolean;
  measure: GradeMeasure;
  per: GradePer;
}

/** A course with its title, and who sets its grades. */
interface ByTeacher {
  courseId: string;
  title: string;
  by: string;
}

/** What teachers see of their course's grades, and what they switch. */
export function createGradesService(deps: GradesDeps) {
  const { db, clock, audit, attendance } = deps;
  const view = (courseId: string) => viewOf(deps, courseId);
  const keep = async ({ courseId, title, by }: ByTeacher, wanted: Wanted): Promise<void> => {
    const forgotten = await attendance.forgotten(courseId);
    await inTransaction(db, async (trx) => {
      const before = await findSettings(trx, courseId);
      await saveSettings(trx, { courseId, ...wanted, label, forgotten }, clock.now());
      await audit.record(trx, {
        actorId: by,
        action: 'grades.set',
        subject: { kind: 'course', id: courseId, name: title },
        scopeDepartmentId: null,
        before: before && { isOn: before.isOn, measure: before.measure, per: before.per },
        after: wanted,
      });
    });
  };

  return {
    view: async (courseId: string, by: string): Promise<GradesView> => {
      await attendance.requireHost(courseId, by);
      return view(courseId);
    },
    /** @throws Failure grades/not-offered where the LMS has no gradebook for us, grades/by-plugin */
    set: async (courseId: string, by: string, wanted: Wanted): Promise<GradesView> => {
      const { title } = await attendance.requireHost(courseId, by);
      if (wanted.isOn) await requireOffer(deps, courseId);
      await keep({ courseId, title, by }, wanted);
      return view(courseId);
    },
    /**
     * Switches grades on for the columns that come with links, unless a teacher has switched them before. The
     * gradebook itself is offered when such a link is first opened. @throws Failure meeting/not-host …
     */
    wanted: async (courseId: string, by: string): Promise<void> => {
      const { title } = await attendance.requireHost(courseId, by);
      if (await deps.isGradedByPlugin(courseId)) return;
      if (await findSettings(db, courseId)) return;
      await keep({ courseId, title, by }, { isOn: true, measure: 'attended', per: 'link' });
    },
    retry: async (courseId: string, by: string): Promise<GradesView> => {
      await attendance.requireHost(courseId, by);
      await waitAgain(db, courseId, clock.now());
      await makeDue(db, courseId, clock.now());
      return view(courseId);
    },
  };
}

/** What a line item of the course is called in the LMS, in both languages: an LMS shows one label to everybody. */
const label = 'Attendance · 出勤';

async function requireOffer({ db, isGradedByPlugin }: GradesDeps, courseId: string): Promise<void> {
  if (await isGradedByPlugin(courseId)) throw new Failure('grades/by-plugin');
  if (!(await findAddress(db, courseId))) throw new Failure('grades/not-offered');
}

/** A line item as it stands. */
interface ScoredLine {
  line: Line;
  kept: KeptLine;
  scores: GradeScore[];
}

async function viewOf(deps: GradesDeps, courseId: string): Promise<GradesView> {
  const { db } = deps;
  const settings = await findSettings(db, courseId);
  const set = {
    courseId,
    label,
    measure: 'attended' as const,
    per: 'course' as const,
    ...settings,
  };
  const lines = await scoredLines(deps, set);
  const activities = set.per === 'link' ? lines : await scoredLines(deps, { ...set, per: 'link' });
  const scores = lines.flatMap((one) => one.scores);
  const failing = lines.find(({ kept }) => kept.failure !== null)?.kept;
  const times = scores.flatMap(({ sentAt }) => sentAt ?? []);
  return {
    isOffered: (await findAddress(db, courseId)) !== null,
    byPlugin: await deps.isGradedByPlugin(courseId),
    isOn: settings?.isOn ?? false,
    measure: set.measure,
    per: set.per,
    activities: activities.map(({ line, kept, scores: own }) => ({
      title: line.link?.title ?? null,
      isOwn: (line.link?.seriesId ?? null) !== null,
      ...counted(own),
      failure: kept.failure,
    })),
    failure: failing?.failure ?? null,
    failedAt: failing?.failedAt ?? null,
    isFrozen: settings !== null && settings.isOn && (await isFrozen(deps, settings)),
    ...counted(scores),
    givenAt: times.length > 0 ? Math.max(...times) : null,
    refused: await refusedOf(deps, scores),
  };
}

const scoredLines = (
  deps: GradesDeps,
  settings: Parameters<typeof currentLines>[1],
): Promise<ScoredLine[]> =>
  currentLines(deps, settings).then((lines) =>
    Promise.all(
      lines.map(async (line) => ({
        line,
        kept: await findLine(deps.db, line),
        scores: await scoresOf(deps.db, line),
      })),
    ),
  );

const counted = (scores: readonly GradeScore[]) => ({
  given: scores.filter(({ state }) => state === 'given').length,
  waiting: scores.filter(({ state }) => state === 'waiting').length,
});

/** Whose grade the LMS did not take; once, also where it was for several line items. */
async function refusedOf({ people }: GradesDeps, scores: readonly GradeScore[]) {
  const refused = new Map(
    scores
      .filter(({ state }) => state === 'refused')
      .map(({ personId, failure }) => [personId, failure] as const),
  );
  const known = await people.findMany([...refused.keys()]);
  const names = new Map(known.map(({ id, displayName }) => [id, displayName]));
  return [...refused].map(([personId, failure]) => ({
    personId,
    displayName: names.get(personId) ?? '',
    failure: failure ?? '',
  }));
}
