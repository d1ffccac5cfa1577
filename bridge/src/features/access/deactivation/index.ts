/** The public interface of what ends when somebody leaves the campus. */
import type { Job } from '../../../kernel/jobs.ts';
import { createDeactivationService, type DeactivationDeps } from './service.ts';

/** How soon after a deactivation sessions and calls are ended, seconds. */
const every = 1;

/** Makes what ends what people have who were deactivated. */
export function createDeactivation(deps: DeactivationDeps) {
  const deactivation = createDeactivationService(deps);
  const jobs: Job[] = [{ name: 'deactivation', every, work: deactivation.end }];
  return { ...deactivation, jobs };
}
