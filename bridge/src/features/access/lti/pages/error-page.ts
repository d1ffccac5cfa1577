import type { Failure } from '../../../../kernel/failure.ts';
import type { PageReply } from '../../../../kernel/route.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import { problemWords, type Words } from './words.ts';

/** What the page of a failure knows of the way there. */
export interface Trouble {
  failure: Failure;
  words: Words;
  requestId: string;
  framedBy: readonly string[];
  /** The platform's page that starts the launch anew. */
  retryUrl: string | null;
  /** Starts the launch anew in a tab of its own. */
  newTabUrl: string | null;
}

/** The page of a failure: what happened, what to do, a way on, the code and the request's id. No stack trace, no value of the request. */
export function errorPage({
  failure,
  words,
  requestId,
  framedBy,
  retryUrl,
  newTabUrl,
}: Trouble): PageReply {
  const [title, advice] = problemWords(words, failure.code);
  const detail =
    failure.code === 'lti/registration-failed' ? html`<p lang="en">${failure.message}</p>` : null;
  const newTab =
    newTabUrl === null
      ? null
      : html`<p><a href="${newTabUrl}" target="_blank" rel="noopener">${words.openNewTab}</a></p>`;
  // Of the whole tab: a platform knows nobody in a frame that a page of ours sends there (SameSite).
  const retry =
    retryUrl === null
      ? null
      : html`<p><a href="${retryUrl}" target="_top">${words.tryAgain}</a></p>`;
  const main = html`<p role="alert">${advice}</p>
    ${detail}${newTab}${retry}
    <footer>
      ${words.code}: <code>${failure.code}</code> · ${words.request}: <code>${requestId}</code>
    </footer>`;
  return page({ words, title, main, framedBy, status: failure.status });
}
