import { readCalendar, type CalendarSummary } from './calendar-file.ts';
import { html, type Html } from '../portal/html.ts';
import type { Attachment, Mail, Message } from './mailbox.ts';
import { moment } from './moment.ts';
import { linked, verbatim } from './texts.ts';
import { wordsOf, type Language, type Words } from './words.ts';

/** One message with all that came with it. */
export function messagePage(message: Message, language: Language): Html {
  const words = wordsOf(language);
  const title = message.kind === 'mail' ? message.subject || words.noSubject : words.sms;
  return html`<article class="mailbox mailbox-message">
    <p><a href="/mailbox">← ${words.back}</a></p>
    <h1>${title}</h1>
    <dl>
      ${message.kind === 'mail' ? term(words.from, message.from) : null}
      ${term(words.to, message.to.join(', '))}
      <div>
        <dt>${words.at}</dt>
        <dd>${moment(message.at, language)}</dd>
      </div>
    </dl>
    ${
      message.kind === 'mail'
        ? mailBody(message, words)
        : html`<p class="mailbox-text">${linked(message.text)}</p>`
    }
  </article>`;
}

function mailBody(mail: Mail & { id: string }, words: Words): Html {
  return html`${
      mail.html === null
        ? null
        : html`<h2>${words.html}</h2>
            ${frame(mail.html, words)}`
    }
    ${
      mail.text === ''
        ? null
        : html`<h2>${words.text}</h2>
            <div class="mailbox-text">${linked(mail.text)}</div>`
    }
    ${mail.attachments.length === 0 ? null : attachments(mail, words)}
    <details>
      <summary>${words.headers}</summary>
      <dl class="mailbox-headers">${mail.headers.map(({ name, value }) => term(name, value))}</dl>
    </details>`;
}

const framePolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** The sender's markup: no scripts, no forms, nothing loaded, an origin of its own; its links open in a tab of their own. */
function frame(markup: string, words: Words): Html {
  const inside = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy}"><base target="_blank">${markup}`;
  return html`<iframe
    class="mailbox-frame"
    title="${words.html}"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    referrerpolicy="no-referrer"
    srcdoc="${verbatim(inside)}"
  ></iframe>`;
}

function attachments(mail: Mail & { id: string }, words: Words): Html {
  return html`<h2>${words.attachments}</h2>
    <ul class="mailbox-attachments">
      ${mail.attachments.map(
        (one, index) =>
          html`<li>
            <a href="/mailbox/${mail.id}/attachments/${index}" download="${one.name}"
              >${one.name}</a
            >
            <span>${one.type} · ${size(one.content.length)}</span> ${calendar(one, words)}
          </li>`,
      )}
    </ul>`;
}

function calendar(attachment: Attachment, words: Words): Html | null {
  if (attachment.type !== 'text/calendar' && !attachment.name.endsWith('.ics')) return null;
  const file = attachment.content.toString('utf8');
  const event = readCalendar(file);
  return html`${event === null ? null : eventCard(event, words)}
    <details>
      <summary>${words.file}</summary>
      <pre>${verbatim(file)}</pre>
    </details>`;
}

function eventCard(event: CalendarSummary, words: Words): Html {
  return html`<section class="mailbox-event" aria-label="${words.event}">
    <h3>${event.summary}</h3>
    <dl>
      ${term(words.start, event.start)} ${term(words.end, event.end)}
      ${term(words.place, event.location)} ${term(words.method, event.method)}
    </dl>
  </section>`;
}

function term(name: string, value: string): Html | null {
  if (value === '') return null;
  return html`<div>
    <dt>${name}</dt>
    <dd>${linked(value)}</dd>
  </div>`;
}

const size = (bytes: number): string =>
  bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
