import type { FailureCode } from '../../../../kernel/codes.ts';
import type { PageLocale } from './locale.ts';

/** Title, and what to do. */
export type ProblemWords = readonly [string, string];

/** The codes that someone who opens a link can meet. */
export type PageCode =
  | Exclude<
      Extract<FailureCode, `lti/${string}`>,
      'lti/score-stale' | 'lti/score-refused' | 'lti/line-item-gone'
    >
  | 'internal'
  | 'request/too-many';

/** The texts of our pages in one language. */
export interface Words {
  lang: PageLocale;
  openNewTab: string;
  tryAgain: string;
  code: string;
  request: string;
  goOn: string;
  wait: string;
  choose: Record<
    | 'title'
    | 'what'
    | 'whatOfMany'
    | 'wrong'
    | 'room'
    | 'fresh'
    | 'another'
    | 'planName'
    | 'date'
    | 'time'
    | 'minutes'
    | 'repeats'
    | 'once'
    | 'weekly'
    | 'biweekly'
    | 'until'
    | 'untilNone'
    | 'name'
    | 'nameOfOne'
    | 'where'
    | 'window'
    | 'iframe'
    | 'grade'
    | 'add',
    string
  >;
  registered: Record<'title' | 'approval' | 'next' | 'close', string>;
  problems: Record<PageCode, ProblemWords>;
}
