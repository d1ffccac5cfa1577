import type Router from '@koa/router';
import type { Context } from 'koa';
import { seeOther, type BrowserReply } from '../lti-platform/browser-reply.ts';
import type { Platform } from '../lti-platform/platform.ts';
import { notFound, show, signedIn, via, type Handler, type Portal } from './portal.ts';
import { numberIn, queryOf, readForm } from './request.ts';
import { addByHand, registeringPage, toolsPage, type ToolsView } from './tools-page.ts';
import { visitOf } from './visit.ts';

const tools: Handler = (portal, ctx) =>
  signedIn(portal, ctx, (session) => {
    if (!session.person.siteAdmin) return notFound(portal, ctx);
    const visit = visitOf(ctx, portal.sessions);
    const view: ToolsView = { platform: portal.platform, visit, session };
    if (ctx.method === 'POST') return change(portal, ctx, view);
    const url = queryOf(ctx).get('register');
    return show(portal, ctx, url === null ? toolsPage(view) : registeringPage(view, url));
  });

async function change(portal: Portal, ctx: Context, view: ToolsView): Promise<BrowserReply> {
  const fields = await readForm(ctx);
  const ours = fields.get('sesskey') === view.session.sesskey;
  if (ours && !act(portal.platform, fields)) {
    return show(portal, ctx, toolsPage({ ...view, refused: fields }));
  }
  return seeOther('/mod/lti/toolconfigure.php');
}

/** Does what the pressed button says; false when what was typed cannot be taken. */
function act(platform: Platform, fields: URLSearchParams): boolean {
  const tool = platform.tools.get(numberIn(fields, 'tool'));
  const action = fields.get('action');
  if (action === 'add') return addByHand(platform, fields);
  if (tool && action === 'activate') tool.state = 'active';
  if (tool && action === 'remove') platform.tools.delete(tool.id);
  return true;
}

/** Moodle's "Manage tools", for the campus IT administrator. */
export function mountTools(router: Router, portal: Portal): void {
  router.get('/mod/lti/toolconfigure.php', via(portal, tools));
  router.post('/mod/lti/toolconfigure.php', via(portal, tools));
}
