import { ref, watch, type Ref } from 'vue';
import type { MakeEffect } from '../../../conference/effect.ts';
import type { Memory } from '../../../kernel/ports.ts';
import type { BackgroundEffect, Effects, Look, OwnPicture } from './ports.ts';
import type { Background, Preferences } from './preferences.ts';

const pictureKey = 'campus-meet.background';

/** How much a room is blurred, in pixels of a picture that is 1280 wide. */
const blurs = { blur: 10, 'strong-blur': 28 } as const;

/** Milliseconds after which what an effect needs counts as not to be had: a device waits for it. */
const patience = 20_000;

/** What became of an effect by itself. */
export type EffectNotice = 'background-slow' | 'background-failed' | 'noise-slow' | 'noise-failed';

/** One effect works on one stream. */
type Use = 'preview' | 'sending';

/** What is done to the own picture and sound, here and in the meeting. */
export interface OwnEffects {
  can: { background: boolean; noise: boolean };
  /** The address that holds the own picture; null when there is none. */
  ownPicture: Ref<string | null>;
  notice: Ref<EffectNotice | null>;
  /** Makes the effect that is chosen, for a preview or for what is sent; null when none is chosen. */
  makeBackground: (use: Use) => Promise<BackgroundEffect | null>;
  makeNoise: MakeEffect;
  /** What is behind the person; null: their room as it is. Rejects for an own picture that cannot be read any more. */
  lookOf: (background: Background) => Promise<Look | null>;
  takePicture: (file: File) => Promise<OwnPicture['problem']>;
  dropPicture: () => void;
}

/** Keeps every effect that was made at the look that is chosen, and gives up what the machine is too slow for. */
export function useOwnEffects(
  effects: Effects,
  memory: Memory,
  preferences: Preferences,
): OwnEffects {
  const ownPicture = ref(memory.read(pictureKey));
  const notice = ref<EffectNotice | null>(null);
  const made = new Map<Use, BackgroundEffect>();

  const giveUp = (what: 'background' | 'noise', why: 'slow' | 'failed'): void => {
    if (what === 'background') preferences.background = 'none';
    else preferences.noise = false;
    notice.value = `${what}-${why}`;
  };
  const keepPicture = (url: string | null): void => {
    ownPicture.value = url;
    memory.write(pictureKey, url);
  };
  const lookOf = async (background: Background): Promise<Look | null> => {
    if (background === 'none' || !effects.canBackground) return null;
    if (background === 'blur' || background === 'strong-blur') return { blur: blurs[background] };
    if (background !== 'own') return { paint: (await import('./drawn.ts')).paintDrawn(background) };
    return ownPicture.value === null ? null : { paint: await effects.paintOf(ownPicture.value) };
  };
  async function makeBackground(use: Use): Promise<BackgroundEffect | null> {
    try {
      const look = await lookOf(preferences.background);
      if (!look) return null;
      const effect = await inTime(effects.background(look, () => giveUp('background', 'slow')));
      made.set(use, effect);
      return effect;
    } catch (error) {
      giveUp('background', 'failed');
      throw error;
    }
  }
  async function makeNoise() {
    if (!preferences.noise || !effects.canSuppressNoise) return null;
    try {
      return await inTime(effects.noise(() => giveUp('noise', 'slow')));
    } catch {
      giveUp('noise', 'failed');
      return null;
    }
  }
  watch(
    () => [preferences.background, ownPicture.value] as const,
    async ([background]) => {
      if (background !== 'none') notice.value = null;
      const look = await lookOf(background).catch(() => giveUp('background', 'failed'));
      if (look && background === preferences.background) made.forEach((one) => one.show(look));
    },
  );

  return {
    can: { background: effects.canBackground, noise: effects.canSuppressNoise },
    ownPicture,
    notice,
    lookOf,
    makeBackground,
    makeNoise,
    async takePicture(file) {
      const { url, problem } = await effects.readPicture(file);
      if (url === null) return problem;
      keepPicture(url);
      preferences.background = 'own';
      return null;
    },
    dropPicture() {
      if (preferences.background === 'own') preferences.background = 'none';
      keepPicture(null);
    },
  };
}

function inTime<T>(loading: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('not loaded in time')), patience);
  });
  return Promise.race([loading, late]);
}
