import { shallowRef, watch, type ShallowRef } from 'vue';
import { measuredPasswordLength } from '../../../../../bridge/src/features/access/accounts/contract.ts';

/** How well a password stands guessing: 0 (at once) to 4; as the bridge decides, which takes 3 and more. */
export type Strength = 0 | 1 | 2 | 3 | 4;

/** The list of passwords is large: it is loaded when somebody begins to type one. */
async function loadGuesser(): Promise<(password: string) => Strength> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const guesser = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password) => {
    const signs = Array.from(password.normalize('NFKC').toLowerCase());
    return guesser.check(signs.slice(0, measuredPasswordLength).join('')).score;
  };
}

/** The strength of what is typed; null while nothing is, and where the list could not be loaded. */
export function useStrength(password: () => string): ShallowRef<Strength | null> {
  const strength = shallowRef<Strength | null>(null);
  let guesser: ReturnType<typeof loadGuesser> | undefined;
  watch(password, async (typed) => {
    if (typed === '') {
      strength.value = null;
      return;
    }
    // A hint only: without it the bridge still decides.
    const rate = await (guesser ??= loadGuesser()).catch(() => null);
    if (rate && typed === password()) strength.value = rate(typed);
  });
  return strength;
}
