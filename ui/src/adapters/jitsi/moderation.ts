import type { LocalMedium } from '../../conference/events.ts';
import { featuresOf } from './features.ts';
import type { LibraryConference } from './surface.ts';

/** The library's names of what is sent; builds until 2022 have one video track, whatever it shows. */
export const mediaName = (conference: LibraryConference, medium: LocalMedium): string => {
  if (medium === 'microphone') return 'audio';
  return medium === 'share' && featuresOf(conference).multiStream ? 'desktop' : 'video';
};
