import { isFailure } from '../../../kernel/failure.ts';
import { lineChecked, uncheckedLines, type KeptLine } from './line-items-repository.ts';
import { currentLines } from './lines.ts';
import { findAddress } from './links-repository.ts';
import type { GradesDeps } from './ports.ts';
import { scoresOf, sendAgain } from './scores-repository.ts';
import { lineTrouble } from './sending.ts';
import { findSettings } from './settings-repository.ts';

/** So often what is in the gradebook is read back, milliseconds. */
const everyMs = 12 * 3_600_000;

/**
 * Reads results back where the LMS lets us: a grade that is not there any more is given again, and so are all
 * of a line item that was removed. One that somebody changed in the LMS is theirs until ours changes.
 */
export async function checkGrades(deps: GradesDeps): Promise<void> {
  const { db, clock } = deps;
  for (const line of await uncheckedLines(db, clock.now() - everyMs)) {
    await lineChecked(db, line, clock.now());
    try {
      await checkLine(deps, line);
    } catch (error) {
      // What cannot be read now is read the next time; whether grades are taken is seen when one is given.
      if (isFailure(error, 'lti/line-item-gone')) await lineTrouble(deps, line, error);
      else deps.log.info({ err: error, courseId: line.courseId }, 'results not read back');
    }
  }
}

async function checkLine(deps: GradesDeps, line: KeptLine): Promise<void> {
  const { db, clock, gradebook, people } = deps;
  const settings = await findSettings(db, line.courseId);
  const address = await findAddress(db, line.courseId);
  const isCurrent =
    settings?.isOn === true &&
    (await currentLines(deps, settings)).some(({ linkId }) => linkId === line.linkId);
  if (!isCurrent || line.url === null || !address?.readsResults) return;
  const all = await scoresOf(db, line);
  const sent = all.filter(({ state, sent: was }) => state === 'given' && was !== null);
  if (sent.length === 0) return;
  const results = await gradebook.results(address.platformId, line.url);
  const there = new Set(
    results.filter(({ score }) => score !== null).map(({ subject }) => subject),
  );
  const ids = sent.map(({ personId }) => personId);
  const accounts = await people.accountsIn(address.issuer, ids);
  const missing = ids.filter((id) => !there.has(accounts.get(id) ?? ''));
  await sendAgain(db, line, { nextAt: clock.now(), personIds: missing });
}
