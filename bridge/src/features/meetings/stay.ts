/** When somebody was in a room by one connection, as far as it is known. */
export interface Stay {
  joinedAt: number | null;
  leftAt: number | null;
  leaveReason: string | null;
}

/** Leaves that the bridge noted by itself: the conference server's own word of the same leave comes after it. */
export const ownReasons = {
  meetingEnded: 'meeting-ended',
  reconciled: 'reconciled',
  restarted: 'conference-restarted',
} as const;

const own = new Set<string | null>(Object.values(ownReasons));

/**
 * What is known after one more join or leave. They may come twice, late or in the wrong order: the latest of both by
 * the conference server's clock decides, whichever arrives first.
 */
export const afterMove = (stay: Stay, move: Stay): Stay =>
  move.leftAt === null ? afterJoin(stay, move.joinedAt ?? 0) : afterLeave(stay, move);

/** False for whoever left, and for whose leave came before the join that belongs to it. */
export const isIn = ({ joinedAt, leftAt }: Stay): boolean => joinedAt !== null && leftAt === null;

function afterJoin(stay: Stay, at: number): Stay {
  const joinedAt = Math.max(stay.joinedAt ?? at, at);
  // The same connection came back into the room.
  const isBack = stay.leftAt !== null && stay.leftAt < joinedAt;
  return isBack ? { joinedAt, leftAt: null, leaveReason: null } : { ...stay, joinedAt };
}

function afterLeave(stay: Stay, { leftAt, leaveReason }: Stay): Stay {
  const isOlder = (leftAt ?? 0) < Math.max(stay.joinedAt ?? 0, stay.leftAt ?? 0);
  const isSame = stay.leftAt !== null && own.has(stay.leaveReason);
  return isOlder || isSame || leftAt === stay.leftAt ? stay : { ...stay, leftAt, leaveReason };
}
