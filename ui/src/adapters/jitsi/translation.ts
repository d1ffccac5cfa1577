import type { ConferenceListener } from '../../conference/conference.ts';
import type { MediaBook } from './media-book.ts';
import type { Library, LibraryConference } from './surface.ts';

/** What the parts of the translator share for one conference object. */
export interface Translation {
  library: Library;
  conference: LibraryConference;
  emit: ConferenceListener;
  book: MediaBook;
  /** Milliseconds since 1970. */
  now: () => number;
  displayName: string;
}
