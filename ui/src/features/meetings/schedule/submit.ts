import {
  changeSeries,
  createSeries,
  startSeries,
  type Series,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import {
  detailNames,
  type MeetingDetails,
} from '../../../../../bridge/src/features/meetings/details-contract.ts';
import type { Call } from '../../../kernel/ports.ts';
import { typedDetails } from '../details/index.ts';
import { admissionOf, scheduleOf, type Draft } from './draft.ts';

/** Writes the form down: `into` a series that is there, or else as a new one. Rejects with a PanelFailure. */
export function writeDown(call: Call, draft: Draft, into: Series | null): Promise<Series> {
  const admission = admissionOf(draft);
  const schedule = scheduleOf(draft);
  const { lecture } = draft;
  const title = draft.title.trim();
  const details = typedDetails(draft.details);
  if (into === null)
    return call(createSeries, { body: { title, ...details, admission, lecture, schedule } });
  const isPlanned = schedule !== null || into.schedule !== null;
  return call(changeSeries, {
    params: { seriesId: into.id },
    body: {
      admission,
      lecture,
      ...(title !== '' && title !== into.title ? { title } : {}),
      ...changedDetails(details, into),
      ...(isPlanned && !isSame(schedule, into.schedule) ? { schedule } : {}),
    },
  });
}

/** Writes the form down and starts the meeting; answers which one. What was planned stays planned. */
export async function startNow(call: Call, draft: Draft, into: Series | null): Promise<string> {
  const params = { seriesId: into?.id ?? '' };
  const series = into
    ? await call(changeSeries, {
        params,
        body: {
          ...typedDetails(draft.details),
          admission: admissionOf(draft),
          lecture: draft.lecture,
        },
      })
    : await writeDown(call, { ...draft, later: false }, null);
  const { meetingId } = await call(startSeries, { params: { seriesId: series.id } });
  return meetingId;
}

/** What is said otherwise than it was. */
const changedDetails = (details: MeetingDetails, was: MeetingDetails): Partial<MeetingDetails> =>
  Object.fromEntries(
    detailNames.filter((name) => details[name] !== was[name]).map((name) => [name, details[name]]),
  );

/** A change of the schedule tells everybody who was invited: it is only said when there is one. */
const isSame = (one: object | null, other: object | null): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value: object | null): unknown =>
  value && Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
