import type { Messages } from '../en/index.ts';
import { addressBook } from '../../../../words/zh-CN/address-book.ts';
import { calls } from '../../../../words/zh-CN/calls.ts';
import { course } from '../../../../words/zh-CN/course.ts';
import { devices } from '../../../../words/zh-CN/devices.ts';
import { failures } from '../../../../words/zh-CN/failures.ts';
import { meeting } from '../../../../words/zh-CN/meeting.ts';
import { meetingDetails as details } from '../../../../words/zh-CN/meeting-details.ts';
import { meetingView } from '../../../../words/zh-CN/meeting-view.ts';
import { general } from '../../../../words/zh-CN/general.ts';
import { home } from '../../../../words/zh-CN/home.ts';
import { invite } from '../../../../words/zh-CN/invite.ts';
import { join } from '../../../../words/zh-CN/join.ts';
import { login } from '../../../../words/zh-CN/login.ts';
import { settings } from '../../../../words/zh-CN/settings.ts';

/** Simplified Chinese. */
export const zhCN: Messages = {
  ...general,
  ...addressBook,
  ...calls,
  ...course,
  details,
  ...devices,
  ...home,
  ...invite,
  ...join,
  ...login,
  ...meeting,
  ...meetingView,
  ...settings,
  failures,
};
