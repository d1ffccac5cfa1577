import type { Messages } from '../en/index.ts';
import { course } from './course.ts';
import { devices } from './devices.ts';
import { failures } from './failures.ts';
import { meeting } from './meeting.ts';
import { general } from './general.ts';

/** Simplified Chinese. */
export const zhCN: Messages = { ...general, ...course, ...devices, ...meeting, failures };
