import type { PanelCode } from '../../kernel/failure.ts';
import { addressBook } from '../../../../words/en/address-book.ts';
import { calls } from '../../../../words/en/calls.ts';
import { course } from '../../../../words/en/course.ts';
import { devices } from '../../../../words/en/devices.ts';
import { failures } from '../../../../words/en/failures.ts';
import { meeting } from '../../../../words/en/meeting.ts';
import { meetingDetails as details } from '../../../../words/en/meeting-details.ts';
import { meetingView } from '../../../../words/en/meeting-view.ts';
import { general } from '../../../../words/en/general.ts';
import { home } from '../../../../words/en/home.ts';
import { invite } from '../../../../words/en/invite.ts';
import { join } from '../../../../words/en/join.ts';
import { login } from '../../../../words/en/login.ts';
import { settings } from '../../../../words/en/settings.ts';

/** English: the language that decides which keys there are. */
export const en = {
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
  failures: failures satisfies Record<PanelCode, string>,
};

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
/** The same keys in any language. */
export type Messages = Words<typeof en>;
