import {
  changeKind,
  type ChangeKindShown,
  type DirectoryRun,
} from '../../../../../bridge/src/features/directory/sync/directory/contract.ts';

type Tone = 'calm' | 'good' | 'warn' | 'bad' | 'live';

/** How badges of runs look. */
export const stateTones: Record<DirectoryRun['state'], Tone> = {
  running: 'live',
  applied: 'good',
  unchanged: 'calm',
  'needs-confirmation': 'warn',
  rejected: 'calm',
  failed: 'bad',
};

/** How badges of changes look. */
export const kindTones: Record<ChangeKindShown, Tone> = {
  joins: 'good',
  returns: 'good',
  moves: 'live',
  leaves: 'bad',
  fields: 'calm',
  units: 'calm',
  conflicts: 'warn',
  'passed-over': 'warn',
};

/** The kinds of changes in the order in which they are shown; the last two change nothing. */
export const kinds: readonly ChangeKindShown[] = changeKind.options;
export const changing = kinds.slice(0, 6);
