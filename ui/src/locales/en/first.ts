import type { PanelCode } from '../../kernel/failure.ts';
import { course } from '../../../../words/en/course.ts';
import { failures } from '../../../../words/en/failures.ts';
import { general } from '../../../../words/en/general.ts';
import { incomingCall } from '../../../../words/en/incoming-call.ts';
import { lecture } from '../../../../words/en/lecture.ts';
import { meetingDetails as details } from '../../../../words/en/meeting-details.ts';

/** What the course page says, and what may be said over any page. English decides which keys there are. */
export const first = {
  ...general,
  ...course,
  details,
  ...incomingCall,
  ...lecture,
  failures: failures satisfies Record<PanelCode, string>,
};
