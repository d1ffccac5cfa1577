import { createHash } from 'node:crypto';
import type { PageReply } from '../../../kernel/route.ts';
import { choicesIn } from '../outbox/index.ts';
import type { StopSubject } from './stop-tokens.ts';

interface Both {
  zh: string;
  en: string;
}
const also: Record<'own' | 'invitation', Both> = {
  own: {
    zh: '其他通知和邀请不受影响。也可以在面板的设置中更改。',
    en: 'Other notices and invitations still come. You can change it in the settings of the panel too.',
  },
  invitation: {
    zh: '我们只保存此地址的加密摘要。邀请您的人会被告知此地址不接收邀请。',
    en: 'We keep a digest of the address only. Whoever invites you is told that it takes no invitations.',
  },
};

/** One of the pages about ending mail, in both languages: nobody is signed in here. */
export function stopPage(
  subject: StopSubject | null,
  step: 'ask' | 'done' | 'again' | 'unknown',
): PageReply {
  const { title, words, buttons } = subject
    ? contentOf(subject, step === 'unknown' ? 'ask' : step)
    : unknown;
  const shown = [
    ...words.map(({ zh, en }) => `<p lang="zh-CN">${zh}</p>\n<p lang="en">${en}</p>`),
    ...buttons.map(
      ({ value, zh, en }) =>
        `<p><button name="do" value="${value}"><span lang="zh-CN">${zh}</span> · <span lang="en">${en}</span></button></p>`,
    ),
  ].join('\n');
  return {
    status: subject ? 200 : 404,
    csp: { 'style-src': [styleHash] },
    html: `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title.zh} · ${title.en}</title><style>${style}</style></head>
<body><main><h1><span lang="zh-CN">${title.zh}</span><br><span lang="en">${title.en}</span></h1>
<form method="post">
${shown}
</form></main></body>
</html>
`,
  };
}

interface Content {
  title: Both;
  words: Both[];
  buttons: (Both & { value: string })[];
}

const unknown: Content = {
  title: { zh: '链接无效', en: 'This link does not work' },
  words: [
    {
      zh: '此链接不完整。请从邮件中完整复制，或在面板的设置中更改。',
      en: 'The link is not complete. Copy all of it from the mail, or use the settings of the panel.',
    },
  ],
  buttons: [],
};

function contentOf(subject: StopSubject, step: 'ask' | 'done' | 'again'): Content {
  const [zh, en] = [choicesIn('zh-CN'), choicesIn('en')].map((words) => words[subject.kind].what);
  const more = also[subject.kind === 'invitation' ? 'invitation' : 'own'];
  if (step === 'done') {
    return {
      title: { zh: `已停止：${zh}`, en: `Stopped: ${en}` },
      words: [more],
      buttons: [{ value: 'again', zh: '撤销', en: 'Undo' }],
    };
  }
  if (step === 'again') {
    return {
      title: { zh: `已恢复：${zh}`, en: `Turned on again: ${en}` },
      words: [],
      buttons: stopButtons(subject),
    };
  }
  return {
    title: { zh: `停止：${zh}`, en: `Stop: ${en}` },
    words: [{ zh: '按下按钮后才会停止。', en: 'Nothing changes before you press a button.' }, more],
    buttons: stopButtons(subject),
  };
}

const stopButtons = (subject: StopSubject): Content['buttons'] => {
  if (subject.kind !== 'invitation') return [{ value: 'all', zh: '停止发送', en: 'Stop' }];
  const all = { value: 'all', zh: '拒收本校的全部邀请', en: 'No invitations of this campus' };
  const host = { value: 'host', zh: '只拒收此人的邀请', en: 'No invitations of this inviter' };
  return subject.hostId === '' ? [all] : [all, host];
};

const style = `:root{color-scheme:light dark;font-family:sans-serif;line-height:1.5}
main{max-width:40rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}
button{min-height:44px;padding:.5rem 1rem;font:inherit}`;
const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
