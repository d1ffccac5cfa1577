import type { ConferenceListener } from '../../conference/conference.ts';
import type { Videobridge } from '../../conference/events.ts';

/** How long a videobridge may take to call once a third person is in, milliseconds. */
const patience = 8000;

/** Finds out whether a videobridge carries the media; only then can more than two see and hear each other. */
export interface VideobridgeWatch {
  seen(): void;
  /** The server said that it has none. */
  refused(): void;
  /** Tells how many are in, this person too. */
  people(count: number): void;
  end(): void;
}

/** Emits `videobridge` events, only when what is known changes; to be ended with the conference. */
export function watchVideobridge(emit: ConferenceListener): VideobridgeWatch {
  let known: Videobridge = 'unknown';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (videobridge: Videobridge) => {
    clearTimeout(timer);
    timer = undefined;
    if (known === videobridge) return;
    known = videobridge;
    emit({ kind: 'videobridge', videobridge });
  };
  return {
    seen: () => tell('present'),
    refused: () => tell('absent'),
    people(count) {
      if (count <= 2) {
        clearTimeout(timer);
        timer = undefined;
      } else if (known === 'unknown') {
        timer ??= setTimeout(() => tell('absent'), patience);
      }
    },
    end: () => clearTimeout(timer),
  };
}
