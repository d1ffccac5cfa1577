import type { Courses } from '../../directory/courses/index.ts';
import type { Access } from './access.ts';
import type { BelongingRepository } from './belonging-repository.ts';
import type { AdmissionPolicy } from './policy.ts';
import type { Participant, Series } from './series.ts';
import type { InvitedDepartments } from './units.ts';

/** A course, or one of its groups. */
export interface Audience {
  courseId: string;
  groupId: string | null;
}

/** Whom somebody's call lets in besides those whom the series is for by name or department. */
export interface CallScope {
  /** Null: nobody. */
  audience: Audience | null;
}

interface CallScopeDeps {
  access: Pick<Access, 'mayInviteGuests'>;
  belonging: Pick<BelongingRepository, 'invitedTo'>;
  units: Pick<InvitedDepartments, 'members'>;
  policy: Pick<AdmissionPolicy, 'own'>;
  courses: Pick<Courses, 'membership' | 'audience'>;
}

/** Who is called into a series, and by whom. */
export interface Calling {
  series: Series;
  callerId: string;
  /** What the caller is there. */
  role: 'host' | 'member';
}

/**
 * Whom a call brings in. A host's call is an invitation, unless the course's LMS says that this host invites nobody
 * from outside the course: then it is for people of the course, and a host of own groups only, of the meeting's group.
 */
export function createCallScope(deps: CallScopeDeps) {
  const { access, belonging, units, courses } = deps;

  /** Null: anybody who is not banned. */
  const of = async ({ series, callerId, role }: Calling): Promise<CallScope | null> => {
    const { courseId, groupId, scope } = series;
    if (scope !== 'invited') return null;
    if (role === 'host' && (await access.mayInviteGuests(series, callerId))) return null;
    if (courseId === null) return { audience: null };
    const own = role === 'host' ? await courses.membership(courseId, callerId) : null;
    return { audience: { courseId, groupId: own?.hostsAllGroups === true ? null : groupId } };
  };

  return {
    of,
    /** Everybody whom a call may bring in. */
    people: async ({ id }: Series, { audience }: CallScope): Promise<Set<string>> => {
      const members = audience ? await courses.audience(audience.courseId, audience.groupId) : [];
      return new Set([
        ...(await belonging.invitedTo(id)),
        ...(await units.members(id)),
        ...members.map(({ personId }) => personId),
      ]);
    },
    /** Whether the call reaches somebody. */
    covers: async (calling: Calling, who: Pick<Participant, 'id' | 'kind'>): Promise<boolean> => {
      const callScope = await of(calling);
      if (callScope === null || (await deps.policy.own(calling.series, who))) return true;
      // Whoever hosts all groups may call people of the others, too.
      const { audience } = callScope;
      return (
        audience?.groupId === null && (await courses.membership(audience.courseId, who.id)) !== null
      );
    },
  };
}
