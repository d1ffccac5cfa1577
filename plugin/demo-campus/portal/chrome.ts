import { isGuest } from './guest.ts';
import { html, Html } from './html.ts';
import { avatar, nameOf } from './names.ts';
import type { Visit } from './visit.ts';

/** What a page puts between the portal's head and foot. */
export interface PageContent {
  title: string;
  body: Html;
  /** Path of the navigation entry that the page belongs to. */
  section?: string;
  /** False: nobody is rung on this page by the plugin's script, a panel in it does that. */
  rings?: boolean;
}

/** The university's arms: a gate above the lake. */
export const emblem = new Html(
  `<svg class="emblem" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="23" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M12 27h24M15 27v-9m18 9v-9m-9 9v-9M10 18h28M13 18c4-1 8-4 11-8 3 4 7 7 11 8" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/><path d="M9 32c3.5-2 6.5-2 10 0s6.500 2 10 0 6.500-2 10 0M14 37c3-1.600 5-1.600 8 0s5 1.600 8 0 3-1.200 4-.8" fill="none" stroke="currentColor" stroke-width="1.800" stroke-linecap="round"/></svg>`,
);

function navigation({ session, words }: Visit, section: string): Html {
  const isKnown = session !== null && !isGuest(session.person);
  const link = (path: string, label: string) =>
    html`<a href="${path}" ${path === section && new Html(' aria-current="page"')}>${label}</a>`;
  return html`<nav class="main-nav">
    ${session && link('/my/', words.myCourses)}
    ${isKnown && link('/calendar/view.php', words.calendar)}
    ${isKnown && link('/intranet', words.intranet)} ${link('/mailbox', words.mailbox)}
    ${link('/people-of-the-demo', words.people)}
    ${session?.person.siteAdmin === true && link('/mod/lti/toolconfigure.php', words.manageTools)}
  </nav>`;
}

function account({ session, words }: Visit): Html {
  if (!session) return html`<a class="header-link" href="/login/index.php">${words.signIn}</a>`;
  return html`<form class="account" method="post" action="/login/logout.php">
    <input type="hidden" name="sesskey" value="${session.sesskey}" />
    ${avatar(session.person)}<span class="account-name">${nameOf(session.person)}</span>
    <button class="header-link" type="submit">${words.signOut}</button>
  </form>`;
}

function notices({ session }: Visit): Html[] {
  const waiting = session?.notices.splice(0) ?? [];
  return waiting.map((notice) => html`<p class="notice" role="status">${notice}</p>`);
}

function languageSwitch({ language, words, url }: Visit): Html {
  const to = language === 'en' ? 'zh-CN' : 'en';
  const query = new URLSearchParams({ to, back: url }).toString();
  return html`<a class="header-link" href="/lang?${query}" lang="${to}" hreflang="${to}"
    >${words.switchTo}</a
  >`;
}

/** The whole document: the university's head and navigation, the page, a foot, and what plugins add to its end. */
export function pageDocument(
  visit: Visit,
  { title, body, section = '' }: PageContent,
  added: Html | null = null,
): string {
  const { language, words } = visit;
  return html`${new Html('<!DOCTYPE html>')}
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title} | ${words.university}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/portal.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/portal.css" />
        ${added && html`<link rel="stylesheet" href="/meetings.css" />`}
        ${added && html`<link rel="stylesheet" href="/mod/campusmeet/styles.css" />`}
        <script src="/portal.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#content">↓</a>
        <header class="site-header">
          <div class="bar">
            <a class="brand" href="/"
              >${emblem}<span
                ><b>${words.university}</b><small>${words.campusPortal}</small></span
              ></a
            >
            ${navigation(visit, section)}
            <div class="tools">${languageSwitch(visit)} ${account(visit)}</div>
          </div>
        </header>
        <main id="content">${notices(visit)} ${body}</main>
        <footer class="site-footer">
          <span>湖滨大学 Lakeside University</span>
          <span>${words.campusPortal}</span>
        </footer>
        ${added}
      </body>
    </html>`.markup.replace(/^\s+/gm, '');
}

/** The icon of the portal, as a document of its own. */
export const iconDocument = emblem.markup.replace(
  '<svg class="emblem"',
  '<svg xmlns="http://www.w3.org/2000/svg" color="#0b5563"',
);
