import { Check, CircleDashed, ShieldCheck, X } from '@lucide/vue';
import type { Component } from 'vue';
import type { AttendanceStatus } from '../../../../../bridge/src/features/meetings/attendance/contract.ts';

/** How a status looks: by its sign, and by its colour as well. */
export const looks: Record<
  AttendanceStatus,
  { icon: Component; tone: 'good' | 'warn' | 'bad' | 'calm' }
> = {
  attended: { icon: Check, tone: 'good' },
  partial: { icon: CircleDashed, tone: 'warn' },
  absent: { icon: X, tone: 'bad' },
  excused: { icon: ShieldCheck, tone: 'calm' },
};

/** What most needs a look first. */
export const order: readonly AttendanceStatus[] = ['absent', 'partial', 'excused', 'attended'];
