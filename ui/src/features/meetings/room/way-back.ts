import { computed, type ComputedRef } from 'vue';
import { getCourse } from '../../../../../bridge/src/features/directory/courses/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useLoad } from '../../../kernel/requests.ts';
import { useSession } from '../../access/session/index.ts';

/** Where the end of a meeting leads. `nowhere`: a guest has no page here; null: it is not known yet. */
export type WayBack = 'course' | 'home' | 'nowhere' | null;

/**
 * Where somebody goes after a meeting: to its course, where they are in that at this moment; invited guests and
 * co-hosts never were, and who was put out may not be any more. Their own meetings are open to all with an account.
 */
export function useWayBack(courseId: string | null): ComputedRef<WayBack> {
  const session = useSession();
  const call = need(callKey);
  const asksCourse = session.isPerson && courseId !== null;
  const { data, failure } = useLoad(
    (signal) => call(getCourse, { params: { courseId: courseId ?? '' }, signal }),
    { immediate: asksCourse },
  );
  return computed(() => {
    if (!session.isPerson) return 'nowhere';
    if (!asksCourse || failure.value !== null) return 'home';
    return data.value === null ? null : 'course';
  });
}
