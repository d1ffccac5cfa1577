import {
  getCourseSeries,
  type Series,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import type { Call } from '../../../kernel/ports.ts';

/** When the meetings of a course, or of one of its groups, are. Rejects with a PanelFailure. */
export function seriesOfCourse(
  call: Call,
  courseId: string,
  groupId: string | null,
): Promise<Series> {
  const query = groupId === null ? {} : { groupId };
  return call(getCourseSeries, { params: { courseId }, query });
}
