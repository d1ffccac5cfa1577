import type {} from '../../../kernel/events.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** A teacher who chose links for a course wants columns of the gradebook with them. */
    'lti.columns-wanted': { courseId: string; personId: string };
    /** A launch said where the LMS takes grades of the course, and that we may give some. */
    'lti.gradebook-offered': {
      courseId: string;
      platformId: string;
      issuer: string;
      lineItemsUrl: string;
      /** Whether results may be read back. */
      readsResults: boolean;
      /** The activity that was opened: what it is called, the series that it opens (null: the course's room), its line item. */
      link: {
        linkId: string;
        title: string | null;
        seriesId: string | null;
        lineItemUrl: string | null;
      } | null;
    };
  }
}
