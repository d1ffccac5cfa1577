import { Cron } from 'croner';
import { z } from 'zod';

/** A five-field cron pattern, or nothing. */
export const cron = z
  .string()
  .default('')
  .refine((pattern) => pattern === '' || isCronPattern(pattern), 'must be a cron pattern');

function isCronPattern(pattern: string): boolean {
  try {
    new Cron(pattern, { paused: true });
    return true;
  } catch {
    return false;
  }
}

/** A pattern that a whole campus number must fit; null for none. */
export function staffNumbers(pattern: string, context: z.RefinementCtx): RegExp | null {
  try {
    return pattern === '' ? null : new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a regular expression' });
    return z.NEVER;
  }
}
