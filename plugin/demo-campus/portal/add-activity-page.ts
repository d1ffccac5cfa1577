import { addChosen, type ContentItem } from '../lti-platform/content-items.ts';
import type { BrowserSession } from '../lti-platform/browser-session.ts';
import type { PageContent } from './chrome.ts';
import { courseHead } from './course-page.ts';
import type { CourseView } from './course-view.ts';
import { html, type Html } from './html.ts';

function chooser({ platform, visit, course }: CourseView): Html {
  const { words } = visit;
  const tools = [...platform.tools.values()].filter(
    (tool) => tool.state === 'active' && tool.deepLinking,
  );
  return html`<h2>${words.chooseTool}</h2>
    ${tools.map(
      (tool) =>
        html`<form class="row" method="post" action="/mod/lti/contentitem.php" target="contentitem">
          <input type="hidden" name="id" value="${tool.id}" />
          <input type="hidden" name="course" value="${course.id}" />
          <input type="hidden" name="title" value="" /><input type="hidden" name="text" value="" />
          <span><b>${tool.name}</b><small class="quiet">${tool.toolUrl}</small></span>
          <button class="button" data-shows="contentitem">${words.selectContent}</button>
        </form>`,
    )}
    ${tools.length === 0 && html`<p class="quiet">${words.noTools}</p>`}
    <iframe
      class="tool-frame"
      name="contentitem"
      id="contentitem"
      title="${words.selectContent}"
      hidden
    ></iframe>`;
}

function confirmation(
  { visit, course }: CourseView,
  session: BrowserSession,
  items: ContentItem[],
): Html {
  const { words } = visit;
  return html`<h2>${words.willBeAdded}</h2>
    <ul class="plain">
      ${items.map(
        (item) =>
          html`<li>
            <span><b>${item.title}</b><small class="quiet">${item.url}</small></span>
          </li>`,
      )}
    </ul>
    <form method="post" action="/course/modedit.php?add=lti&course=${course.id}">
      <input type="hidden" name="sesskey" value="${session.sesskey}" />
      <button class="button" name="action" value="save">${words.saveReturn}</button>
      <button class="button quiet-button" name="action" value="cancel">${words.cancel}</button>
    </form>`;
}

/** `/course/modedit.php?add=lti`: ask a tool for content, then confirm what it gave. */
export function addActivityPage(view: CourseView, session: BrowserSession): PageContent {
  const { selection } = session;
  const chosen = selection?.courseId === view.course.id ? selection.items : [];
  const body = html`${courseHead(view, '')}
    <section class="card">
      ${chosen.length > 0 ? confirmation(view, session, chosen) : chooser(view)}
    </section>`;
  return { title: view.visit.words.addActivity, body, section: '/my/' };
}

/** Takes the selection out of the session and, when confirmed, makes its activities. */
export function settleSelection(
  view: CourseView,
  session: BrowserSession,
  confirmed: boolean,
): void {
  const { selection } = session;
  session.selection = null;
  if (!confirmed || selection?.courseId !== view.course.id) return;
  for (const item of selection.items) addChosen(view.platform, selection, item);
}
