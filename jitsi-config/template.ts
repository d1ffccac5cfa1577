/** A piece of text that goes into a template as it is, on as many lines as it has. */
export class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Text that is in the file's language already. */
export const raw = (text: string): Raw => new Raw(text);

/** The text, or nothing at all: a line that holds nothing else is left out. */
export const when = (condition: boolean, text: string): Raw => new Raw(condition ? text : '');

/** Stands where nothing goes in, until its line is left out. */
const nothing = '\u{0}';

/**
 * A template whose values are quoted as its language wants it, so that none can end its own quotes. Pieces made by
 * `raw` and `when` go in as they are, each of their lines as far in as the first.
 */
export const templateOf =
  <Value>(quote: (value: Value) => string) =>
  (parts: TemplateStringsArray, ...values: readonly (Value | Raw)[]): string => {
    let text = parts[0] ?? '';
    for (const [index, value] of values.entries()) {
      text += value instanceof Raw ? indented(value.text, text) : quote(value);
      text += parts[index + 1] ?? '';
    }
    return text
      .split('\n')
      .filter((line) => line.trim() !== nothing)
      .join('\n')
      .replaceAll(nothing, '');
  };

function indented(piece: string, before: string): string {
  if (piece === '') return nothing;
  const indent = /(?:^|\n)([ \t]*)$/u.exec(before)?.[1] ?? '';
  return piece.replaceAll('\n', `\n${indent}`);
}
