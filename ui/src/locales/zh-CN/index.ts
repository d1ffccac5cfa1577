import type { Messages } from '../en/index.ts';
import { addressBook } from './address-book.ts';
import { calls } from './calls.ts';
import { course } from './course.ts';
import { devices } from './devices.ts';
import { failures } from './failures.ts';
import { meeting } from './meeting.ts';
import { general } from './general.ts';
import { home } from './home.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { login } from './login.ts';
import { settings } from './settings.ts';

/** Simplified Chinese. */
export const zhCN: Messages = {
  ...general,
  ...addressBook,
  ...calls,
  ...course,
  ...devices,
  ...home,
  ...invite,
  ...join,
  ...login,
  ...meeting,
  ...settings,
  failures,
};
