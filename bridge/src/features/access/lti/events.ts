import type {} from '../../../kernel/events.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** A launch said where the LMS takes grades of the course, and that we may give some. */
    'lti.gradebook-offered': {
      courseId: string;
      platformId: string;
      issuer: string;
      lineItemsUrl: string;
    };
  }
}
