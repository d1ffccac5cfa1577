import type { MediaRef, ParticipantId } from '../../../conference/events.ts';
import { audible } from '../../../conference/selectors.ts';
import type { ConferenceState, RemoteMedium } from '../../../conference/state.ts';

/**
 * So many are played at once. An element for each of five hundred would cost more than all their pictures, and a
 * videobridge forwards the voices of a few; of more than these at once nobody understands a word.
 */
export const soundPlaces = 16;

/** Whoever was heard within so many milliseconds is in the middle of what they say. */
const breath = 2_000;

/** When somebody was heard last, milliseconds since 1970. */
type Heard = ReadonlyMap<ParticipantId, number>;

/** The elements that play, and what each plays. */
export type Places = readonly (MediaRef | null)[];

/** How much somebody needs a place. */
const needs = { muted: 0, silent: 1, speaking: 2, dominant: 3 } as const;

/**
 * Who is played by which element. Whoever has a place keeps it until somebody needs it more: one who speaks takes it
 * from one who is silent, the silent from the muted, and the dominant speaker from anybody. While there are places
 * enough, also the muted have one, so that their first word is not lost.
 */
export function nextPlaces(
  before: Places,
  s: ConferenceState,
  { heard, now }: { heard: Heard; now: number },
): Places {
  const wanted = new Map(audible(s).map((medium) => [medium.ref, medium]));
  const places = before.map((ref) => (ref !== null && wanted.has(ref) ? ref : null));
  const dominant = s.silence ? undefined : s.speakers[0];
  const lastHeard = ({ participantId }: RemoteMedium): number => heard.get(participantId) ?? 0;
  const need = (medium: RemoteMedium): number => {
    if (dominant === medium.participantId) return needs.dominant;
    if (medium.muted) return needs.muted;
    return now - lastHeard(medium) < breath ? needs.speaking : needs.silent;
  };
  const byNeed = (a: RemoteMedium, b: RemoteMedium): number =>
    need(b) - need(a) || lastHeard(b) - lastHeard(a);

  const placed = new Set(places);
  const hasRoom = places.length < soundPlaces || placed.has(null);
  // Without a place that is free the muted take none, and they are most of the hundreds.
  const coming = [...wanted.values()]
    .filter((medium) => !placed.has(medium.ref) && (hasRoom || need(medium) > needs.muted))
    .sort(byNeed);
  const holders = places
    .flatMap((ref, place) => {
      const medium = ref === null ? undefined : wanted.get(ref);
      return medium ? [{ medium, place }] : [];
    })
    .sort((a, b) => byNeed(b.medium, a.medium));
  for (const medium of coming) {
    const free = places.indexOf(null);
    if (free !== -1) places[free] = medium.ref;
    else if (places.length < soundPlaces) places.push(medium.ref);
    else {
      const weakest = holders.shift();
      if (!weakest || need(weakest.medium) >= need(medium)) break;
      places[weakest.place] = medium.ref;
    }
  }
  return places;
}
