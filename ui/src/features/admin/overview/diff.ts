/** One line of what was changed; null where there was nothing. */
export interface DiffLine {
  field: string;
  before: string | null;
  after: string | null;
}

/** Turns a value, which is not nothing, into what is read. */
type ValueOf = (field: string, value: unknown) => string;

/** Ids that lead to nothing a reader could read; the entry's subject says what they stand for. */
const unread = new Set(['batch']);

/** What an audit entry changed, field by field; a plain value is one line without a name. Pure. */
export function diffLines(before: unknown, after: unknown, valueOf: ValueOf): DiffLine[] {
  const textOf = (field: string, value: unknown): string | null =>
    value === null || value === undefined || value === '' ? null : valueOf(field, value);
  if (!isRecord(before) && !isRecord(after)) {
    return [{ field: '', before: textOf('', before), after: textOf('', after) }];
  }
  const old = isRecord(before) ? before : {};
  const fresh = isRecord(after) ? after : {};
  const fields = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return fields
    .filter((field) => !unread.has(field))
    .map((field) => ({
      field,
      before: textOf(field, old[field]),
      after: textOf(field, fresh[field]),
    }))
    .filter((line) => line.before !== line.after);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
