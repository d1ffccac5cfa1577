import { html, type Html } from '../portal/html.ts';
import type { Mailbox, Message } from './mailbox.ts';
import { moment } from './moment.ts';
import { wordsOf, type Language, type Words } from './words.ts';

/** The mailbox's list, newest first; of one recipient when one is given. */
export function listPage(mailbox: Mailbox, language: Language, recipient?: string): Html {
  const words = wordsOf(language);
  const messages = mailbox.list(recipient);
  const nothing = recipient === undefined ? words.empty : words.emptyFor;
  return html`<div class="mailbox">
    <h1>${words.title}</h1>
    <p class="mailbox-intro">${words.intro}</p>
    ${recipientForm(mailbox, words, recipient)}
    ${
      messages.length === 0
        ? html`<p class="mailbox-empty">${nothing}</p>`
        : html`<ul class="mailbox-list">
            ${messages.map((message) => row(message, language))}
          </ul>`
    }
  </div>`;
}

function recipientForm(mailbox: Mailbox, words: Words, chosen = ''): Html {
  return html`<form class="mailbox-filter" method="get" action="/mailbox">
    <label for="mailbox-to">${words.recipient}</label>
    <select id="mailbox-to" name="to">
      <option value="">${words.everyone}</option>
      ${mailbox
        .recipients()
        .map(
          ({ address, count }) =>
            html`<option value="${address}" ${selected(address === chosen.toLowerCase())}>
              ${address} (${count})
            </option>`,
        )}
    </select>
    <button type="submit">${words.show}</button>
  </form>`;
}

const selected = (is: boolean): Html | null => (is ? html`selected` : null);

function row(message: Message, language: Language): Html {
  const words = wordsOf(language);
  const title = message.kind === 'mail' ? message.subject || words.noSubject : message.text;
  return html`<li>
    <a href="/mailbox/${message.id}">
      <span class="mailbox-kind mailbox-kind-${message.kind}">${words[message.kind]}</span>
      <span class="mailbox-subject">${title}</span>
      <span class="mailbox-to">${message.to.join(', ')}</span>
      ${moment(message.at, language)}
    </a>
  </li>`;
}
