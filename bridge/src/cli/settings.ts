import { settings } from '../app/config.ts';

export const settingsUsage =
  'settings                                   every setting, as a file to fill in';

/** Prints every setting with what it is for: a campus-meet.env to fill in. Those without a value must be given. */
export function settingsCommand(print: (line: string) => void): number {
  for (const [name, shape] of Object.entries(settings.shape)) {
    const fallback = shape.safeParse(undefined);
    const value = fallback.success ? shown(fallback.data ?? '') : '';
    print(`# ${shape.description ?? ''}`);
    print(`${fallback.success ? '# ' : ''}${name}=${value}\n`);
  }
  return 0;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
