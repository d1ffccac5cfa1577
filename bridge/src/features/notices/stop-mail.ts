import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PageReply, PageRoute } from '../../kernel/route.ts';
import type { createNoticeSettingsRepository } from './settings-repository.ts';

/** Signs the addresses by which mail of notices is ended without signing in (RFC 8058). */
export function createStopTokens(key: string) {
  const sign = (personId: string) =>
    createHmac('sha256', key).update(`stop-mail:${personId}`).digest('base64url');
  return {
    make: (personId: string): string => `${personId}.${sign(personId)}`,
    /** Whose token it is; null for one that we did not make. */
    read: (token: string): string | null => {
      const [personId = '', signature = ''] = token.split('.');
      const [given, right] = [Buffer.from(signature), Buffer.from(sign(personId))];
      return given.length === right.length && timingSafeEqual(given, right) ? personId : null;
    },
  };
}

type Settings = Pick<ReturnType<typeof createNoticeSettingsRepository>, 'change'>;

/** The page that a mail's "stop" leads to, and what mail programs send there themselves. */
export function stopMailRoutes(
  tokens: () => Promise<ReturnType<typeof createStopTokens>>,
  settings: Settings,
): PageRoute[] {
  const path = '/notices/stop/:token';
  const personOf = async (token: string | undefined) => (await tokens()).read(token ?? '');
  return [
    {
      method: 'GET',
      path,
      limit: 'sign-in',
      // Looking changes nothing: mail programs and virus scanners follow links by themselves.
      handle: async ({ params }) =>
        (await personOf(params['token'])) === null ? page('unknown') : page('ask'),
    },
    {
      method: 'POST',
      path,
      limit: 'sign-in',
      maxBody: 1024,
      handle: async ({ params }) => {
        const personId = await personOf(params['token']);
        if (personId === null) return page('unknown');
        await settings.change(personId, { mail: false });
        return page('done');
      },
    },
  ];
}

const texts = {
  ask: {
    title: '停止开课邮件 · Stop mail about classes',
    body: `<p lang="zh-CN">按下按钮后，开课时将不再给您发送邮件。会议邀请不受影响。</p>
<p lang="en">After pressing the button you get no more mail when a class starts. Invitations still come.</p>
<form method="post"><button type="submit"><span lang="zh-CN">停止发送</span> · <span lang="en">Stop</span></button></form>`,
  },
  done: {
    title: '已停止 · Stopped',
    body: `<p lang="zh-CN">开课时将不再给您发送邮件。可以在面板的通知设置中重新开启。</p>
<p lang="en">You get no more mail when a class starts. You can turn it on again in the panel's settings.</p>`,
  },
  unknown: {
    title: '链接无效 · This link does not work',
    body: `<p lang="zh-CN">此链接不完整。请从邮件中完整复制，或在面板的通知设置中更改。</p>
<p lang="en">The link is not complete. Copy all of it from the mail, or use the panel's settings.</p>`,
  },
};

function page(which: keyof typeof texts): PageReply {
  const { title, body } = texts[which];
  return {
    status: which === 'unknown' ? 404 : 200,
    html: `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${body}
</main></body>
</html>
`,
  };
}
