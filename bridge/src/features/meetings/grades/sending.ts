import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { findLine, lineFailed, lineWorks, saveUrl, type LineKey } from './line-items-repository.ts';
import { currentLines, type Line } from './lines.ts';
import { findAddress, type GradeAddress } from './links-repository.ts';
import type { GradesDeps } from './ports.ts';
import {
  given,
  linesWaiting,
  putOff,
  refused,
  sendAgain,
  waitingScores,
  type GradeScore,
} from './scores-repository.ts';
import { findSettings } from './settings-repository.ts';

/** Points of a line item of ours. */
const maximum = 100;
/** So many of a line item in one turn: a large course is no turn for all others. */
const atOnce = 100;
const minuteMs = 60_000;
/** A gradebook that is away is asked again after a minute, then two, four … an hour at most. */
const waitMs = (attempts: number): number => minuteMs * Math.min(60, 2 ** attempts);
/** So often one grade is tried that the LMS refuses; then it is shown to the teacher. */
const mostAttempts = 3;

/** Gives the grades that wait. One line item's trouble is no other's. */
export async function sendGrades(deps: GradesDeps): Promise<void> {
  for (const key of await linesWaiting(deps.db, deps.clock.now())) {
    try {
      await sendLine(deps, key);
    } catch (error) {
      await lineTrouble(deps, key, error);
    }
  }
}

async function sendLine(deps: GradesDeps, key: LineKey): Promise<void> {
  const { db, clock, people } = deps;
  const settings = await findSettings(db, key.courseId);
  const address = await findAddress(db, key.courseId);
  const lines = settings?.isOn ? await currentLines(deps, settings) : [];
  const line = lines.find(({ linkId }) => linkId === key.linkId);
  if (!line || !address || (await deps.isGradedByPlugin(key.courseId))) {
    await putOff(db, key, clock.now() + waitMs(6));
    return;
  }
  const scores = await waitingScores(db, key, { now: clock.now(), limit: atOnce });
  const ids = scores.map(({ personId }) => personId);
  const accounts = await people.accountsIn(address.issuer, ids);
  const url = await lineItem(deps, line, address);
  for (const score of scores) await sendOne(deps, { address, url }, { score, accounts });
  await lineWorks(db, key);
}

/** The line item: the one that the LMS keeps for the activity, else ours, found by what it is for or made. */
async function lineItem(
  { db, gradebook }: GradesDeps,
  line: Line,
  { platformId, lineItemsUrl }: GradeAddress,
): Promise<string> {
  const { url: known } = await findLine(db, line);
  const { label, resourceId, link } = line;
  if (known !== null) return known;
  if (link?.lineItemUrl) {
    await saveUrl(db, line, link.lineItemUrl);
    return link.lineItemUrl;
  }
  const url = new URL(lineItemsUrl);
  url.searchParams.set('resource_id', resourceId);
  const own = (await gradebook.list(platformId, url.href)).find(
    (item) => item.resourceId === resourceId,
  );
  const coupled = link ? { resourceLinkId: link.linkId } : {};
  const draft = { label, scoreMaximum: maximum, resourceId, tag: 'attendance', ...coupled };
  const { id } = own ?? (await gradebook.create(platformId, lineItemsUrl, draft));
  await saveUrl(db, line, id);
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
    // The gradebook as a whole is away, or this line item: nothing else of it is tried now.
    if (!isFailure(error, 'lti/score-refused', 'lti/score-stale')) throw error;
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

/** Notes why a line item took nothing, and when it is tried again: not before the LMS says. */
export async function lineTrouble(deps: GradesDeps, key: LineKey, error: unknown): Promise<void> {
  const { db, clock, log } = deps;
  const now = clock.now();
  const line = await findLine(db, key);
  const code = isFailure(error) ? error.code : 'internal';
  log.warn({ err: error, ...key, code }, 'grades not given');
  await lineFailed(db, line, { code, now });
  if (code === 'lti/line-item-gone') {
    // Somebody removed it: it is made again at the next try, with all that was in it.
    await saveUrl(db, key, null);
    await sendAgain(db, key, { nextAt: now + 1_000 });
    return;
  }
  const least = isFailure(error) ? (error.retryAfter ?? 0) * 1_000 : 0;
  await putOff(db, key, now + Math.max(least, waitMs(line.attempts)));
}
