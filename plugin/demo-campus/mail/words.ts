export type Language = 'zh-CN' | 'en';

const en = {
  title: 'Mailbox',
  intro: 'Every mail and text message that the demo campus was sent. Nothing leaves this computer.',
  recipient: 'Recipient',
  everyone: 'Everyone',
  show: 'Show',
  empty: 'Nothing has come yet. Invitations and reminders appear here.',
  emptyFor: 'Nothing has come for this recipient.',
  gone: 'This message is not here any more.',
  back: 'All messages',
  mail: 'Mail',
  sms: 'Text message',
  from: 'From',
  to: 'To',
  at: 'Received',
  noSubject: '(no subject)',
  text: 'As text',
  html: 'As it looks',
  headers: 'Headers',
  attachments: 'Attachments',
  download: 'Download',
  event: 'Calendar entry',
  start: 'Begins',
  end: 'Ends',
  place: 'Place',
  method: 'Kind',
  file: 'The file itself',
};

const zh: typeof en = {
  title: '邮箱',
  intro: '演示校园收到的全部邮件和短信都在这里，不会真正发出。',
  recipient: '收件人',
  everyone: '所有人',
  show: '显示',
  empty: '还没有收到消息。邀请和提醒会出现在这里。',
  emptyFor: '此收件人还没有消息。',
  gone: '这条消息已不在邮箱中。',
  back: '全部消息',
  mail: '邮件',
  sms: '短信',
  from: '发件人',
  to: '收件人',
  at: '收到时间',
  noSubject: '（无主题）',
  text: '纯文本',
  html: '显示效果',
  headers: '邮件头',
  attachments: '附件',
  download: '下载',
  event: '日历事件',
  start: '开始',
  end: '结束',
  place: '地点',
  method: '类型',
  file: '文件内容',
};

export type Words = typeof en;

/** The mailbox's words in one language. */
export const wordsOf = (language: Language): Words => (language === 'en' ? en : zh);
