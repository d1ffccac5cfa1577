/** The public interface of what ends when somebody leaves the campus. */
import type { Job } from '../../../kernel/jobs.ts';
import { createLeavers, type DeactivationDeps } from './service.ts';

/** How soon after a deactivation sessions and calls are ended, seconds. */
const every = 1;

/** Makes what ends what people have who were deactivated. */
export function createDeactivation(deps: DeactivationDeps) {
  const leavers = createLeavers(deps);
  const jobs: Job[] = [{ name: 'deactivation', every, work: leavers.end }];
  return { ...leavers, jobs };
}
