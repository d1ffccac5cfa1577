import type { PageReply } from '../../../../kernel/route.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import type { Words } from './words.ts';

/** What there is to choose from. */
export interface Choice {
  ticket: string;
  answerUrl: string;
  courseTitle: string;
  meetings: readonly { id: string; title: string }[];
  framedBy: readonly string[];
}

/** The page on which a teacher chooses what a new link of the course opens. Works without scripts. */
export function choosePage(words: Words, choice: Choice): PageReply {
  const texts = words.choose;
  const meetings = choice.meetings.map(
    ({ id, title }) =>
      html`<label><input type="radio" name="item" value="${id}" /> ${title}</label>`,
  );
  return page({
    words,
    title: texts.title,
    main: html`<form method="post" action="${choice.answerUrl}">
      <input type="hidden" name="ticket" value="${choice.ticket}" />
      <fieldset>
        <legend>${texts.what}</legend>
        <label><input type="radio" name="item" value="room" checked /> ${texts.room}</label
        >${meetings}
      </fieldset>
      <label
        >${texts.name}
        <input type="text" name="title" maxlength="200" required value="${choice.courseTitle}"
      /></label>
      <fieldset>
        <legend>${texts.where}</legend>
        <label><input type="radio" name="target" value="window" checked /> ${texts.window}</label>
        <label><input type="radio" name="target" value="iframe" /> ${texts.iframe}</label>
      </fieldset>
      <button>${texts.add}</button>
    </form>`,
    framedBy: choice.framedBy,
  });
}
