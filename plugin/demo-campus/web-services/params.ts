import { z } from 'zod';
import { invalidParameter } from './errors.ts';
import type { PhpArray } from './php-form.ts';
import { stripTags } from './texts.ts';

/** Moodle's PARAM_INT. */
export const int = z
  .string()
  .regex(/^-?\d{1,15}$/u)
  .transform(Number);

/** Moodle's PARAM_BOOL in a web service. */
export const bool = z.enum(['0', '1']).transform((value) => value === '1');

/** Moodle's PARAM_RAW. */
export const raw = z.string();

/** Moodle's PARAM_TEXT: what strip_tags would change is refused, not cleaned. */
export const text = z.string().refine((value) => stripTags(value) === value);

/** Moodle's PARAM_ALPHANUMEXT. */
export const name = z.string().regex(/^[a-zA-Z0-9_-]*$/u);

/** An `external_multiple_structure`: PHP's array, whatever its keys. */
export const list = <T extends z.ZodType>(item: T) =>
  z.record(z.string(), item).transform((array): z.infer<T>[] => Object.values(array));

/** `options[0][name]=…&options[0][value]=…`: unknown names are ignored, the last of two same ones wins. */
export const options = list(z.strictObject({ name, value: raw })).transform(
  (pairs) => new Map(pairs.map((pair) => [pair.name, pair.value])),
);

/** Checks a value against a shape; what is missing, too much or of another type is `invalidparameter`. */
export function parse<T extends z.ZodType>(shape: T, value: PhpArray | string): z.infer<T> {
  const result = shape.safeParse(value);
  if (!result.success) throw invalidParameter();
  return result.data;
}
