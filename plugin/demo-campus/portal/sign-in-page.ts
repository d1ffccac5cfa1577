import { personByUsername, type Campus } from '../campus.ts';
import { demoPassword } from '../data/people.ts';
import { emblem, type PageContent } from './chrome.ts';
import { guestPerson } from './guest.ts';
import { featured, groups, type Featured } from './featured.ts';
import { html, type Html } from './html.ts';
import { avatar, nameOf } from './names.ts';
import type { Visit } from './visit.ts';

/** What stands in the form after a failed try, and where to go after a good one. */
export interface SignInState {
  failed: boolean;
  username: string;
  wants: string;
}

function choice(
  campus: Campus,
  { language }: Visit,
  one: Featured & { wants: string },
): Html | null {
  const person = personByUsername(campus, one.username);
  if (!person) return null;
  return html`<form method="post" action="/login/index.php" data-item>
    <input type="hidden" name="wants" value="${one.wants}" />
    <input type="hidden" name="username" value="${person.username}" />
    <input type="hidden" name="password" value="${person.password}" />
    <button class="choice" type="submit">
      ${avatar(person)}<span
        ><b>${nameOf(person)}</b><small>${language === 'en' ? one.en : one.zh}</small></span
      >
    </button>
  </form>`;
}

function signInForm({ words }: Visit, { failed, username, wants }: SignInState): Html {
  return html`<form class="card sign-in-form" method="post" action="/login/index.php">
    <h1>${words.signInTitle}</h1>
    <p class="quiet">${words.signInLead}</p>
    ${failed && html`<p class="flaw" role="alert">${words.wrong}</p>`}
    <input type="hidden" name="wants" value="${wants}" />
    <label
      >${words.username}<input
        name="username"
        value="${username}"
        autocomplete="username"
        autocapitalize="none"
        required
    /></label>
    <label
      >${words.password}<input
        name="password"
        type="password"
        autocomplete="current-password"
        required
    /></label>
    <button class="button" type="submit">${words.signIn}</button>
    <p class="quiet">${words.demoNote} <code>${demoPassword}</code></p>
  </form>`;
}

/** As Moodle's own: one press, and one looks at what is open to guests. */
const guestForm = ({ words }: Visit, wants: string): Html =>
  html`<form class="card guest-form" method="post" action="/login/index.php">
    <p class="quiet">${words.guestLead}</p>
    <input type="hidden" name="wants" value="${wants}" />
    <input type="hidden" name="username" value="${guestPerson.username}" />
    <input type="hidden" name="password" value="${guestPerson.password}" />
    <button class="button quiet-button" type="submit">${words.signInAsGuest}</button>
  </form>`;

/** The sign-in page: user name and password, or one press on somebody of the demo. */
export function signInPage(campus: Campus, visit: Visit, state: SignInState): PageContent {
  const { words } = visit;
  const section = (group: (typeof groups)[number]) =>
    html`<section data-group>
      <h3>${words[group]}</h3>
      <div class="choices">
        ${featured
          .filter((one) => one.group === group)
          .map((one) => choice(campus, visit, { ...one, wants: state.wants }))}
      </div>
    </section>`;
  const body = html`<div class="sign-in">
    <div class="sign-in-side">
      <div class="lake">
        ${emblem}
        <p lang="zh-CN">湖滨大学</p>
        <p lang="en">Lakeside University</p>
      </div>
      ${signInForm(visit, state)} ${guestForm(visit, state.wants)}
    </div>
    <section class="card pick" data-filtered>
      <h2>${words.pick}</h2>
      <input
        type="search"
        data-filter
        aria-label="${words.pickSearch}"
        placeholder="${words.pickSearch}"
      />
      ${groups.map(section)}
      <p class="quiet" data-empty hidden>${words.nobody}</p>
      <p><a href="/people-of-the-demo">${words.allPeople} →</a></p>
    </section>
  </div>`;
  return { title: words.signIn, body };
}
