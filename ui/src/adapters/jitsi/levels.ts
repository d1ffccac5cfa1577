import type { ConferenceListener } from '../../conference/conference.ts';
import type { ParticipantId } from '../../conference/events.ts';

/** At most one level a participant in so many milliseconds; silence is always told. */
const interval = 200;
/** Steps that an eye can tell apart. */
const steps = 20;

/** Passes on audio levels (0 to 1), thinned out. */
export function createLevels(emit: ConferenceListener, now: () => number) {
  const told = new Map<ParticipantId, { at: number; level: number }>();
  return (id: ParticipantId, raw: number): void => {
    const level = Math.round(Math.min(Math.max(raw, 0), 1) * steps) / steps;
    const last = told.get(id);
    if (last?.level === level) return;
    if (last && level > 0 && now() - last.at < interval) return;
    told.set(id, { at: now(), level });
    emit({ kind: 'audio-level', id, level });
  };
}
