import type { SameKeys } from '../same-keys.ts';
import type { pages as en } from '../en/pages.ts';
import { addressBook } from '../../../../words/zh-CN/address-book.ts';
import { calls } from '../../../../words/zh-CN/calls.ts';
import { devices } from '../../../../words/zh-CN/devices.ts';
import { home } from '../../../../words/zh-CN/home.ts';
import { invite } from '../../../../words/zh-CN/invite.ts';
import { join } from '../../../../words/zh-CN/join.ts';
import { login } from '../../../../words/zh-CN/login.ts';
import { meeting } from '../../../../words/zh-CN/meeting.ts';
import { meetingOver } from '../../../../words/zh-CN/meeting-over.ts';
import { meetingView } from '../../../../words/zh-CN/meeting-view.ts';
import { settings } from '../../../../words/zh-CN/settings.ts';

/** The same in simplified Chinese. */
export const pages: SameKeys<typeof en> = {
  ...addressBook,
  ...calls,
  ...devices,
  ...home,
  ...invite,
  ...join,
  ...login,
  ...meeting,
  ...meetingOver,
  ...meetingView,
  ...settings,
};
