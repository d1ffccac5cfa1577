import { addressBook } from '../../../../words/en/address-book.ts';
import { calls } from '../../../../words/en/calls.ts';
import { devices } from '../../../../words/en/devices.ts';
import { home } from '../../../../words/en/home.ts';
import { invite } from '../../../../words/en/invite.ts';
import { join } from '../../../../words/en/join.ts';
import { login } from '../../../../words/en/login.ts';
import { meeting } from '../../../../words/en/meeting.ts';
import { meetingOver } from '../../../../words/en/meeting-over.ts';
import { meetingView } from '../../../../words/en/meeting-view.ts';
import { settings } from '../../../../words/en/settings.ts';

/** What all other pages say, besides the words that come with a page's own parts (useOwnWords). */
export const pages = {
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
