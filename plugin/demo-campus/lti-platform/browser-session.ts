import type { Person } from '../campus.ts';
import type { Review } from './beyond-moodle.ts';
import type { ContentItem } from './content-items.ts';

/** What a launch that has been initiated is about, until auth.php is asked for it. */
export interface PendingLaunch {
  courseId: number;
  toolId: number;
  /** null for deep linking. */
  cmid: number | null;
  /** Whose work is looked at, where it is that. */
  review?: Review;
}

/** One browser that is signed in at the portal. */
export interface BrowserSession {
  person: Person;
  /** Guards forms against other sites. */
  sesskey: string;
  /** By one-time launch id. */
  launches: Map<string, PendingLaunch>;
  /** What a tool's deep linking gave back, until the teacher confirms it. */
  selection: { courseId: number; toolId: number; items: ContentItem[] } | null;
  /** Messages for the next page. */
  notices: string[];
}
