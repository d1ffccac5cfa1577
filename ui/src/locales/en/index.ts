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

/** English: the language that decides which keys there are. */
export const en = {
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

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
/** The same keys in any language. */
export type Messages = Words<typeof en>;
