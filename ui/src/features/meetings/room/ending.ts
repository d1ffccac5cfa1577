import type { FailureReason } from '../../../conference/events.ts';
import type { PanelCode, PanelFailure } from '../../../kernel/failure.ts';

/** Why this person is not in the meeting (any more). */
export type Ending =
  | { kind: 'left' }
  /** This person ended it for everybody. */
  | { kind: 'ended-by-me' }
  | { kind: 'lost'; reason: FailureReason }
  | { kind: 'refused'; failure: PanelFailure };

const finalReasons: ReadonlySet<FailureReason> = new Set<FailureReason>(['ended', 'guests-ended']);
const finalCodes: ReadonlySet<PanelCode> = new Set<PanelCode>([
  'meeting/ended',
  'meeting/not-found',
  'meeting/not-allowed',
  'door/banned',
  'course/not-a-member',
]);

/** True when coming back makes sense; an ended meeting is over; who was banned is told so at the door. */
export function mayComeBack(ending: Ending): boolean {
  switch (ending.kind) {
    case 'left':
      return true;
    case 'ended-by-me':
      return false;
    case 'lost':
      return !finalReasons.has(ending.reason);
    case 'refused':
      return !finalCodes.has(ending.failure.code);
  }
}

/** The locale key below `over.` with `title` and `words` for an ending; null = the failure's own sentence. */
export function endingKey(ending: Ending): string | null {
  if (ending.kind === 'refused') {
    if (ending.failure.code === 'meeting/full') return 'full';
    if (ending.failure.code === 'fleet/full') return 'fleet-full';
    return ending.failure.code === 'meeting/ended' ? 'ended' : null;
  }
  return ending.kind === 'lost' ? ending.reason : ending.kind;
}
