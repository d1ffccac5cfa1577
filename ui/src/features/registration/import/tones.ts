import type {
  BatchShown,
  RowShown,
} from '../../../../../bridge/src/features/registration/import/contract.ts';

type Tone = 'calm' | 'good' | 'warn' | 'bad' | 'live';

/** How badges of states and statuses look. */
export const stateTones: Record<BatchShown['state'], Tone> = {
  judging: 'live',
  preview: 'warn',
  waiting: 'warn',
  returned: 'bad',
  applying: 'live',
  applied: 'good',
  undone: 'calm',
  discarded: 'calm',
};

export const statusTones: Record<NonNullable<RowShown['verdict']>, Tone> = {
  new: 'good',
  update: 'live',
  unchanged: 'calm',
  conflict: 'warn',
  error: 'bad',
};

/** A column as spreadsheets call it: A to Z, AA and on. */
export function columnLetter(column: number): string {
  const rest = Math.floor(column / 26);
  const letter = String.fromCharCode(65 + (column % 26));
  return rest === 0 ? letter : columnLetter(rest - 1) + letter;
}
