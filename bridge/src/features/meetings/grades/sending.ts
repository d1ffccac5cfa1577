import { isFailure, type Failure } from '../../../kernel/failure.ts';
import {
  columnFailed,
  columnWorks,
  findAddress,
  findColumn,
  saveLineItem,
  type GradeAddress,
  type GradeColumn,
} from './columns-repository.ts';
import type { GradesDeps } from './ports.ts';
import {
  coursesWaiting,
  given,
  putOff,
  refused,
  waitingScores,
  type GradeScore,
} from './scores-repository.ts';

/** By which our column is known again at the LMS. */
const resourceId = 'campus-meet-attendance';
/** Points of the column. */
const maximum = 100;
/** So many of a course in one turn: a large course is no turn for all others. */
const atOnce = 100;
const minuteMs = 60_000;
/** A gradebook that is away is asked again after a minute, then two, four … an hour at most. */
const waitMs = (attempts: number): number => minuteMs * Math.min(60, 2 ** attempts);
/** So often one grade is tried that the LMS refuses; then it is shown to the teacher. */
const mostAttempts = 3;

/** Gives the grades that wait. One course's trouble is no other's. */
export async function sendGrades(deps: GradesDeps): Promise<void> {
  for (const courseId of await coursesWaiting(deps.db, deps.clock.now())) {
    try {
      await sendCourse(deps, courseId);
    } catch (error) {
      await courseFailed(deps, courseId, error);
    }
  }
}

async function sendCourse(deps: GradesDeps, courseId: string): Promise<void> {
  const { db, clock, people } = deps;
  const column = await findColumn(db, courseId);
  const address = await findAddress(db, courseId);
  if (!column?.isOn || !address) {
    await putOff(db, courseId, clock.now() + waitMs(6));
    return;
  }
  const scores = await waitingScores(db, courseId, { now: clock.now(), limit: atOnce });
  const ids = scores.map(({ personId }) => personId);
  const accounts = await people.accountsIn(address.issuer, ids);
  const at = { address, url: column.lineItemUrl ?? (await lineItem(deps, column, address)) };
  for (const score of scores) await sendOne(deps, at, { score, accounts });
  await columnWorks(db, courseId);
}

/** The course's column: found again by what it is for, else made. */
async function lineItem(
  { db, gradebook }: GradesDeps,
  { courseId, label }: GradeColumn,
  { platformId, lineItemsUrl }: GradeAddress,
): Promise<string> {
  const url = new URL(lineItemsUrl);
  url.searchParams.set('resource_id', resourceId);
  const own = (await gradebook.list(platformId, url.href)).find(
    (item) => item.resourceId === resourceId,
  );
  const draft = { label, scoreMaximum: maximum, resourceId, tag: 'attendance' };
  const { id } = own ?? (await gradebook.create(platformId, lineItemsUrl, draft));
  await saveLineItem(db, courseId, id);
  return id;
}

interface At {
  address: GradeAddress;
  url: string;
}

async function sendOne(
  { db, clock, gradebook }: GradesDeps,
  { address, url }: At,
  { score, accounts }: { score: GradeScore; accounts: ReadonlyMap<string, string> },
): Promise<void> {
  const subject = accounts.get(score.personId);
  if (subject === undefined) {
    await refused(db, score, { code: 'grades/no-account', nextAt: null });
    return;
  }
  const now = clock.now();
  try {
    await gradebook.score(address.platformId, url, {
      subject,
      scoreGiven: score.wanted / 100,
      scoreMaximum: maximum,
      activityProgress: 'InProgress',
      gradingProgress: 'FullyGraded',
      at: now,
    });
    await given(db, score, now);
  } catch (error) {
    // The gradebook as a whole is away, or its column: nothing else of the course is tried now.
    if (!isFailure(error, 'lti/platform-refused', 'lti/score-stale')) throw error;
    await scoreRefused({ db, now }, score, error);
  }
}

/** A grade as new as ours is tried again a little later: LMSs keep whole seconds. */
async function scoreRefused(
  { db, now }: { db: GradesDeps['db']; now: number },
  score: GradeScore,
  { code }: Failure,
): Promise<void> {
  const isLast = score.attempts + 1 >= mostAttempts;
  const soon = code === 'lti/score-stale' ? 2_000 : waitMs(score.attempts);
  await refused(db, score, { code, nextAt: isLast ? null : now + soon });
}

async function courseFailed(deps: GradesDeps, courseId: string, error: unknown): Promise<void> {
  const { db, clock, log } = deps;
  const now = clock.now();
  const column = await findColumn(db, courseId);
  const code = isFailure(error) ? error.code : 'internal';
  log.warn({ err: error, courseId, code }, 'grades not given');
  // Somebody removed the column: it is made again at the next try.
  if (code === 'lti/line-item-gone') await saveLineItem(db, courseId, null);
  await columnFailed(db, courseId, { code, now });
  const soon = code === 'lti/line-item-gone' ? 1_000 : waitMs(column?.attempts ?? 0);
  await putOff(db, courseId, now + soon);
}
