import type { PageReply } from '../../../../kernel/route.ts';
import { planSlots, type PlanSlot } from '../plan-form.ts';
import type { Selection } from '../selection.ts';
import { html, type Markup } from './html.ts';
import { page } from './page.ts';
import { planFields } from './plan-fields.ts';
import type { Words } from './words.ts';

/** What there is to choose from. */
export interface Choice {
  ticket: string;
  selection: Selection;
  answerUrl: string;
  framedBy: readonly string[];
  /** What was typed before, where something was wrong with it. */
  typed?: Record<string, string>;
  /** Names of the fields that were wrong. */
  wrong?: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  now: number;
}

/** The page on which a teacher chooses what new links of the course open. Works without scripts. */
export function choosePage(words: Words, choice: Choice): PageReply {
  const texts = words.choose;
  const { selection, typed } = choice;
  const { settings } = selection;
  return page({
    words,
    title: texts.title,
    status: typed ? 400 : 200,
    main: html`${typed ? html`<p role="alert">${texts.wrong}</p>` : null}
      <form method="post" action="${choice.answerUrl}">
        <input type="hidden" name="ticket" value="${choice.ticket}" />
        <input type="hidden" name="lang" value="${words.lang}" />
        <fieldset>
          <legend>${settings.acceptMultiple ? texts.whatOfMany : texts.what}</legend>
          ${option(choice, 'room', texts.room)} ${planned(words, choice)}
          ${selection.mayPlan ? fresh(words, choice) : null}
        </fieldset>
        <label
          >${settings.acceptMultiple ? texts.nameOfOne : texts.name}
          <input
            type="text"
            name="title"
            maxlength="200"
            required
            value="${typed?.['title'] ?? selection.courseTitle}"
        /></label>
        <fieldset>
          <legend>${texts.where}</legend>
          <label><input type="radio" name="target" value="window" checked /> ${texts.window}</label>
          <label><input type="radio" name="target" value="iframe" /> ${texts.iframe}</label>
        </fieldset>
        ${
          settings.acceptLineItem === false
            ? null
            : html`<label><input type="checkbox" name="grade" /> ${texts.grade}</label>`
        }
        <button>${texts.add}</button>
      </form>`,
    framedBy: choice.framedBy,
  });
}

/** New meetings, each with its fields; the next one shows as soon as the one before is wanted. */
const fresh = (words: Words, choice: Choice): Markup[] => {
  const { acceptMultiple } = choice.selection.settings;
  const slots = acceptMultiple ? planSlots : planSlots.slice(0, 1);
  return slots.map((slot) => newMeeting(words, choice, slot));
};

function newMeeting(words: Words, choice: Choice, slot: PlanSlot): Markup {
  const { selection, typed = {}, wrong = new Set<string>(), now } = choice;
  const { fresh: first, another } = words.choose;
  const { timezone } = selection;
  return html`<div class="plan">
    ${option(choice, slot, slot === 'new' ? first : another)}
    ${planFields(slot, { words, timezone, now, typed, wrong })}
  </div>`;
}

/** Boxes where the platform takes several links, else one of the buttons. */
function option({ selection, typed }: Choice, id: string, label: string): Markup {
  const { acceptMultiple } = selection.settings;
  const before = typed && (acceptMultiple ? typed[`item:${id}`] === 'on' : typed['item'] === id);
  const checked = new Map([[true, html` checked`]]).get(before ?? id === 'room') ?? null;
  return acceptMultiple
    ? html`<label><input type="checkbox" name="item:${id}" ${checked} /> ${label}</label>`
    : html`<label><input type="radio" name="item" value="${id}" ${checked} /> ${label}</label>`;
}

/** The course's meetings that are planned, with their day and how often they are. */
function planned(words: Words, choice: Choice): Markup[] {
  const { meetings, timezone } = choice.selection;
  const time = new Intl.DateTimeFormat(words.lang, {
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: timezone,
  });
  const often = new Map([
    [1, words.choose.weekly],
    [2, words.choose.biweekly],
  ]);
  return meetings.map(({ id, title, startsAt, weeks }) => {
    const facts = [startsAt === null ? '' : time.format(startsAt), often.get(weeks ?? 0) ?? ''];
    const said = facts.filter((fact) => fact !== '').join(' · ');
    return option(choice, id, said === '' ? title : `${title} · ${said}`);
  });
}
