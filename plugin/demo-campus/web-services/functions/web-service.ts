import type { z } from 'zod';
import { parse } from '../params.ts';
import type { PhpArray } from '../php-form.ts';
import type { Site } from '../site.ts';

/** One function of the service, as the REST server calls it. */
export interface WebServiceFunction {
  name: string;
  /** The answer, ready for JSON; throws MoodleError. */
  run: (site: Site, params: PhpArray) => unknown;
}

/** Joins a function with the shape of its parameters. */
export const webService = <P extends z.ZodType>(
  name: string,
  params: P,
  run: (site: Site, params: z.infer<P>) => unknown,
): WebServiceFunction => ({
  name,
  run: (site, sent) => run(site, parse(params, sent)),
});
