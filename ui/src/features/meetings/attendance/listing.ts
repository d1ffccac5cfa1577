import type {
  Attendee,
  MeetingAttendance,
} from '../../../../../bridge/src/features/meetings/attendance/contract.ts';
import { order } from './status.ts';

/** By what a list is sorted. */
export type Sorting = 'name' | 'status' | 'share';

/** Whom a list shows. */
export type Showing = 'everybody' | Attendee['status'] | 'late' | 'objections';

const compareBy: Record<Sorting, (one: Attendee, other: Attendee) => number> = {
  name: (one, other) => one.displayName.localeCompare(other.displayName, 'zh-CN'),
  status: (one, other) => order.indexOf(one.status) - order.indexOf(other.status),
  share: (one, other) => one.share - other.share,
};

const fits: Partial<Record<Showing, (one: Attendee) => boolean>> = {
  everybody: () => true,
  late: ({ isLate, isEarly }) => isLate || isEarly,
  objections: ({ objections }) => objections.some(({ state }) => state === 'open'),
};

/** The text without differences of case and width. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whether a person is meant by what was typed. */
export const isMeant = (
  { displayName, campusNumber }: { displayName: string; campusNumber: string | null },
  search: string,
): boolean => {
  const wanted = plain(search.trim());
  return [displayName, campusNumber ?? ''].some((text) => plain(text).includes(wanted));
};

/** Those of a meeting who are wanted, as they are wanted. Of the same, by name. */
export function listed(
  people: MeetingAttendance['people'],
  { search, show, sort }: { search: string; show: Showing; sort: Sorting },
): Attendee[] {
  const isShown = fits[show] ?? ((one: Attendee) => one.kind === 'student' && one.status === show);
  return people
    .filter((one) => isMeant(one, search) && isShown(one))
    .toSorted((one, other) => compareBy[sort](one, other) || compareBy.name(one, other));
}
