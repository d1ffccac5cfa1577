import type { SameKeys } from '../same-keys.ts';
import type { first as en } from '../en/first.ts';
import { course } from '../../../../words/zh-CN/course.ts';
import { failures } from '../../../../words/zh-CN/failures.ts';
import { general } from '../../../../words/zh-CN/general.ts';
import { incomingCall } from '../../../../words/zh-CN/incoming-call.ts';
import { lecture } from '../../../../words/zh-CN/lecture.ts';
import { meetingDetails as details } from '../../../../words/zh-CN/meeting-details.ts';

/** The same in simplified Chinese. */
export const first: SameKeys<typeof en> = {
  ...general,
  ...course,
  details,
  ...incomingCall,
  ...lecture,
  failures,
};
