import type { Participant, ParticipantId } from '../../../conference/events.ts';
import { hands as handsOf } from '../../../conference/selectors.ts';
import type { ConferenceState } from '../../../conference/state.ts';

/** One line of the list. */
export interface Row {
  participant: Participant;
  /** Place in the queue of raised hands, from 1; 0 = not raised. */
  hand: number;
}

/** Raised hands first, in their order; then oneself, hosts, and the others by name as `locale` sorts. */
export function orderedRows(
  s: Pick<ConferenceState, 'participants' | 'hands'>,
  locale: string,
): Row[] {
  const place = new Map<ParticipantId, number>(handsOf(s).map((p, index) => [p.id, index + 1]));
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return [...s.participants.values()]
    .map((participant) => ({ participant, hand: place.get(participant.id) ?? 0 }))
    .sort((a, b) => rank(a) - rank(b) || compare(a.participant.name, b.participant.name));
}

const rank = ({ participant, hand }: Row): number => {
  if (hand > 0) return hand - 10_000;
  if (participant.self) return 0;
  return participant.moderator ? 1 : 2;
};

/** Rows whose name has every word of `query`, wherever and in whatever case. */
export function matching(rows: readonly Row[], query: string): readonly Row[] {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ participant }) => {
    const name = fold(participant.name);
    return words.every((word) => name.includes(word));
  });
}

/** Lower case and without accents: `Müller` is found by `muller`. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLocaleLowerCase();
