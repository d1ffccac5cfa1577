import type { Cell, SheetRow } from '../../features/registration/import/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { cellValue, columnOf } from './cell-values.ts';
import { sheetLimits } from './limits.ts';
import { fillMerged, mergeOf, type Merge } from './merges.ts';
import type { Book } from './workbook.ts';
import { isTrue, readXml } from './xml.ts';

/** A sheet as it shows: what it hides is told, and not among its rows. */
export interface Worksheet {
  rows: SheetRow[];
  /** Numbers of the rows that it hides and that hold something. */
  hiddenRows: number[];
  /** Columns that it hides and that hold something, by position from 0, with the first text of each. */
  hiddenColumns: { column: number; text: string }[];
}

interface Asked {
  part: string;
  book: Book;
  /** Only so many rows that hold something. */
  most?: number;
}

/**
 * Reads a worksheet as it shows: the shown value, visible rows and columns, a merged cell for all its rows. Cells and
 * rows may say where they are or leave it to their order.
 * @throws Failure sheet/… as soon as a limit is passed
 */
export function readWorksheet(file: Uint8Array, asked: Asked): Worksheet {
  const reading = new Reading(asked);
  const isThere = readXml(file, asked.part, {
    open: (name, attributes) => reading.open(name, attributes),
    text: (text) => reading.hear(text),
    close: (name) => reading.close(name),
    isDone: () => reading.rows.length + reading.hiddenRows.length >= (asked.most ?? Infinity),
  });
  if (!isThere) throw new Failure('sheet/broken');
  return reading.result();
}

class Reading {
  readonly rows: SheetRow[] = [];
  readonly hiddenRows: number[] = [];
  private readonly hiddenTexts = new Map<number, string>();
  private readonly hidden = new Uint8Array(sheetLimits.excelColumns);
  private columnsTold = 0;
  private readonly merges: Merge[] = [];
  private readonly book: Book;
  private rowsHiddenByDefault = false;
  private row = { number: 0, hidden: false };
  private cells: Cell[] = [];
  private cell = { column: -1, type: '', style: 0, value: '', isValue: false };
  private size = 0;
  private pronounced = 0;

  constructor({ book }: Asked) {
    this.book = book;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.cell.isValue = this.pronounced === 0;
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'rPh') this.pronounced += 1;
    else if (name === 'col') this.hide(attributes);
    else if (name === 'sheetFormatPr') this.rowsHiddenByDefault = isTrue(attributes['zeroHeight']);
    else if (name === 'mergeCell') this.addMerge(attributes['ref'] ?? '');
  }

  hear(text: string): void {
    if (this.cell.isValue && this.cell.value.length < sheetLimits.cellText) this.cell.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.cell.isValue = false;
    else if (name === 'rPh') this.pronounced -= 1;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
  }

  result(): Worksheet {
    fillMerged(this.rows, this.merges);
    const hiddenColumns = [...this.hiddenTexts]
      .map(([column, text]) => ({ column, text }))
      .sort((a, b) => a.column - b.column);
    return { rows: this.rows, hiddenRows: this.hiddenRows, hiddenColumns };
  }

  private hide({ min, max, hidden, width }: Readonly<Record<string, string>>): void {
    const isHidden = isTrue(hidden) || (width !== undefined && Number(width) === 0);
    this.columnsTold += 1;
    if (this.columnsTold > sheetLimits.excelColumns) throw new Failure('sheet/broken');
    if (isHidden) this.hidden.fill(1, Number(min) - 1, Number(max));
  }

  private addMerge(ref: string): void {
    if (this.merges.length >= sheetLimits.merges) throw new Failure('sheet/too-large');
    const merge = mergeOf(ref);
    if (merge) this.merges.push(merge);
  }

  private openRow({ r, hidden, ht }: Readonly<Record<string, string>>): void {
    const number = r === undefined ? this.row.number + 1 : Number(r);
    if (!Number.isInteger(number) || number <= this.row.number) throw new Failure('sheet/broken');
    if (number > sheetLimits.excelRows) throw new Failure('sheet/too-many-rows');
    const isHidden = hidden === undefined ? this.rowsHiddenByDefault : isTrue(hidden);
    this.row = { number, hidden: isHidden || (ht !== undefined && Number(ht) === 0) };
    this.cells = [];
    this.cell.column = -1;
  }

  private openCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.cell.column + 1 : columnOf(r);
    if (column === null) throw new Failure('sheet/broken');
    if (column >= sheetLimits.excelColumns) throw new Failure('sheet/too-many-columns');
    this.cell = { column, type: t, style: Number(s ?? 0), value: '', isValue: false };
  }

  private closeCell(): void {
    const value = cellValue(this.cell, this.book);
    if (value === null || (typeof value === 'string' && value.trim() === '')) return;
    const { column } = this.cell;
    this.size += typeof value === 'string' ? value.length : 8;
    if (this.size > sheetLimits.allText) throw new Failure('sheet/too-large');
    if (this.hidden[column] === 1) {
      const text = this.hiddenTexts.get(column);
      if (text === undefined) this.hiddenTexts.set(column, String(value).slice(0, 100));
      return;
    }
    if (column >= sheetLimits.columns) throw new Failure('sheet/too-many-columns');
    while (this.cells.length < column) this.cells.push(null);
    this.cells[column] = value;
  }

  private closeRow(): void {
    if (this.cells.every((cell) => cell === null)) return;
    if (this.rows.length + this.hiddenRows.length >= sheetLimits.rows) {
      throw new Failure('sheet/too-many-rows');
    }
    const { number, hidden } = this.row;
    if (hidden) this.hiddenRows.push(number);
    else this.rows.push({ number, cells: this.cells, hidden: false });
    this.cells = [];
  }
}
