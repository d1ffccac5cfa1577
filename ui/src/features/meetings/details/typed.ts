import {
  eachDetail,
  type DetailName,
  type MeetingDetails,
} from '../../../../../bridge/src/features/meetings/details-contract.ts';

/** The texts as they stand in a form; empty: nothing is said. */
export type TypedDetails = Record<DetailName, string>;

/** The form for what is said, or for nothing. */
export const blankDetails = (said: MeetingDetails | null = null): TypedDetails =>
  eachDetail((name) => said?.[name] ?? '');

/** What the bridge is told of a form. */
export const typedDetails = (typed: TypedDetails): MeetingDetails =>
  eachDetail((name) => typed[name].trim() || null);
