import type { AttendanceStatus } from './contract.ts';

/** What one meeting was to one person; null: it was not for them. */
export interface Cell {
  status: AttendanceStatus;
  share: number;
  presentMs: number;
}

/** What somebody's meetings come to. */
export interface Sums {
  /** Meetings that count: without those that they are excused from. */
  counted: number;
  attended: number;
  partial: number;
  absent: number;
  excused: number;
  presentMs: number;
  /** The share of meetings attended; null where none counts. */
  attendedShare: number | null;
  /** The part of all meetings that they were in; null where none counts. */
  timeShare: number | null;
}

/** Adds up what counts. Attended by a teacher's word is attended whole. */
export function sumsOf(cells: readonly Cell[]): Sums {
  const of = (status: AttendanceStatus): number =>
    cells.filter((cell) => cell.status === status).length;
  const counted = cells.filter(({ status }) => status !== 'excused');
  const attended = of('attended');
  const share = (sum: number): number | null => (counted.length > 0 ? sum / counted.length : null);
  return {
    counted: counted.length,
    attended,
    partial: of('partial'),
    absent: of('absent'),
    excused: of('excused'),
    presentMs: cells.reduce((sum, { presentMs }) => sum + presentMs, 0),
    attendedShare: share(attended),
    timeShare: share(counted.reduce((sum, cell) => sum + cell.share, 0)),
  };
}
