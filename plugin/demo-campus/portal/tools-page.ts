import type { BrowserSession } from '../lti-platform/browser-session.ts';
import { registerTool, type Platform } from '../lti-platform/platform.ts';
import type { Tool } from '../lti-platform/tools.ts';
import type { PageContent } from './chrome.ts';
import { html, type Html } from './html.ts';
import type { Visit } from './visit.ts';

/** The administrator's view of the tools. */
export interface ToolsView {
  platform: Platform;
  visit: Visit;
  session: BrowserSession;
  /** What was typed into the form for a tool by hand and could not be taken. */
  refused?: URLSearchParams;
}

const address = (value: string): boolean => /^https?:\/\//.test(value) && URL.canParse(value);

/** Registers what the form says; false when a field is missing or is no address. */
export function addByHand(platform: Platform, form: URLSearchParams): boolean {
  const field = (name: string): string => (form.get(name) ?? '').trim();
  const redirectUris = field('redirectUris').split(/\s+/).filter(Boolean);
  const toolUrl = field('toolUrl');
  const initiateLoginUrl = field('loginUrl');
  const jwksUrl = field('jwksUrl');
  const whole = [toolUrl, initiateLoginUrl, jwksUrl, ...redirectUris].every(address);
  if (!whole || redirectUris.length === 0 || field('name') === '') return false;
  registerTool(platform, { name: field('name'), toolUrl, initiateLoginUrl, jwksUrl, redirectUris });
  return true;
}

function details({ platform, visit }: ToolsView, tool: Tool): Html {
  const { words } = visit;
  const rows = [
    [words.toolUrl, tool.toolUrl],
    [words.platformId, platform.origin],
    [words.clientId, tool.clientId],
    [words.deploymentId, String(tool.id)],
    [words.keysetUrl, `${platform.origin}/mod/lti/certs.php`],
    [words.tokenUrl, `${platform.origin}/mod/lti/token.php`],
    [words.authUrl, `${platform.origin}/mod/lti/auth.php`],
  ];
  return html`<dl>
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd><code>${value}</code></dd>`,
    )}
  </dl>`;
}

function toolCard(view: ToolsView, tool: Tool): Html {
  const { words } = view.visit;
  const pending = tool.state === 'pending';
  const button = (action: string, label: string, look: string) =>
    html`<button class="button ${look}" name="action" value="${action}">${label}</button>`;
  return html`<section class="card tool">
    <h2>
      ${tool.name}
      <span class="badge ${pending ? '' : 'good'}">${pending ? words.pending : words.active}</span>
    </h2>
    ${tool.description && html`<p class="quiet">${tool.description}</p>`} ${details(view, tool)}
    <form method="post" action="/mod/lti/toolconfigure.php">
      <input type="hidden" name="sesskey" value="${view.session.sesskey}" />
      <input type="hidden" name="tool" value="${tool.id}" />
      ${pending && button('activate', words.activate, '')}
      ${button('remove', words.remove, 'quiet-button')}
    </form>
  </section>`;
}

function byUrl({ visit }: ToolsView): Html {
  const { words } = visit;
  return html`<section class="card">
    <h2>${words.addByUrl}</h2>
    <form method="get" action="/mod/lti/toolconfigure.php">
      <label
        >${words.registrationUrl}<input name="register" type="url" required placeholder="https://…"
      /></label>
      <p class="quiet">${words.addByUrlHelp}</p>
      <button class="button" type="submit">${words.addTool}</button>
    </form>
  </section>`;
}

function byHand({ visit, session, refused }: ToolsView): Html {
  const { words } = visit;
  const field = (name: string, label: string) =>
    html`<label>${label}<input name="${name}" value="${refused?.get(name)}" required /></label>`;
  return html`<section class="card">
    <h2>${words.addByHand}</h2>
    ${refused && html`<p class="flaw" role="alert">${words.badTool}</p>`}
    <form method="post" action="/mod/lti/toolconfigure.php">
      <input type="hidden" name="sesskey" value="${session.sesskey}" />
      ${field('name', words.toolName)} ${field('toolUrl', words.toolUrl)}
      ${field('loginUrl', words.loginUrl)}
      <label
        >${words.redirectUris}<textarea name="redirectUris" rows="2" required>
${refused?.get('redirectUris')}</textarea>
      </label>
      ${field('jwksUrl', words.jwksUrl)}
      <button class="button" name="action" value="add">${words.save}</button>
    </form>
  </section>`;
}

/** `/mod/lti/toolconfigure.php`: Moodle's "Manage tools". */
export function toolsPage(view: ToolsView): PageContent {
  const { platform, visit } = view;
  const { words } = visit;
  const tools = [...platform.tools.values()];
  const body = html`<h1>${words.manageTools}</h1>
    <p class="quiet">${words.toolsLead}</p>
    <div class="columns">
      <div>
        ${tools.map((tool) => toolCard(view, tool))}
        ${tools.length === 0 && html`<p class="card quiet">${words.noTools}</p>`}
      </div>
      <div>${byUrl(view)} ${byHand(view)}</div>
    </div>`;
  return { title: words.manageTools, body, section: '/mod/lti/toolconfigure.php' };
}

/** The page in which a tool registers itself; portal.js leaves it when the tool says that it is done. */
export function registeringPage({ visit, session }: ToolsView, url: string): PageContent {
  const { words } = visit;
  const query = new URLSearchParams({ url, sesskey: session.sesskey }).toString();
  const body = html`<h1>${words.registering}</h1>
    <p class="quiet"><code>${url}</code></p>
    <section class="card">
      <iframe
        class="tool-frame"
        data-registration
        title="${words.registering}"
        src="/mod/lti/startltiadvregistration.php?${query}"
      ></iframe>
    </section>
    <p><a class="button quiet-button" href="/mod/lti/toolconfigure.php">${words.cancel}</a></p>`;
  return { title: words.registering, body, section: '/mod/lti/toolconfigure.php' };
}
