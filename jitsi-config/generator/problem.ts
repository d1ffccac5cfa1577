/** What is wrong with a settings file: the place, as a path and a line (counted from 1), and the reason. */
export interface SettingsProblem {
  path: readonly PropertyKey[];
  reason: string;
  line?: number;
}

/** Thrown with every problem of the file at once. */
export class SettingsError extends Error {
  readonly problems: readonly SettingsProblem[];

  constructor(file: string, problems: readonly SettingsProblem[]) {
    const lines = problems.map(({ path, reason, line }) => {
      const place = line === undefined ? file : `${file}:${line}`;
      return `${place}: ${path.length === 0 ? '' : `${pathText(path)}: `}${reason}`;
    });
    super(lines.join('\n'));
    this.problems = problems;
  }
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('');
