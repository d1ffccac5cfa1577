/** How alike a suggestion has to be: so many letters wrong for each so many letters of the word. */
const charactersPerMistake = 3;

/** The known word that somebody most likely meant; null when none is near. */
export function nearestOf(word: string, known: readonly string[]): string | null {
  const far = Math.max(1, Math.floor(word.length / charactersPerMistake));
  const ranked = known
    .map((other) => ({ other, distance: distance(word.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= far ? best.other : null;
}

/** Levenshtein’s distance: letters to insert, remove or replace. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (const [column, against] of Array.from(other).entries()) {
      const replaced = (row[column] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
