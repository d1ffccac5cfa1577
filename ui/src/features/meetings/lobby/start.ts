import {
  getSeriesOfMeeting,
  startSeries,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import type { Call } from '../../../kernel/ports.ts';

/** Starts a planned meeting before its time, for one of its hosts; answers the one that runs. Rejects with a PanelFailure. */
export async function startEarly(call: Call, meetingId: string): Promise<string> {
  const { id } = await call(getSeriesOfMeeting, { params: { meetingId } });
  return (await call(startSeries, { params: { seriesId: id } })).meetingId;
}
