import type { Language } from './template.ts';

/** What a reader can end by a link in the mail. */
export type StopKind = 'class-started' | 'missed-call' | 'summary' | 'invitation';

/** Why the reader gets such mail, and how it is ended. Not part of the templates: it cannot be edited away. */
export const stopWords: Record<Language, Record<StopKind, { why: string; stop: string }>> = {
  en: {
    'class-started': {
      why: 'You get this mail because you chose to be told by mail when a class starts.',
      stop: 'No more mail about classes',
    },
    'missed-call': {
      why: 'You get this mail because somebody called you while you had no page of {product} open.',
      stop: 'No more mail about missed calls',
    },
    summary: {
      why: 'You get this mail because you administer {product}.',
      stop: 'No more mail about applied sheets',
    },
    invitation: {
      why: 'Somebody typed your address to invite you. If you do not want that:',
      stop: 'Do not write to this address again',
    },
  },
  'zh-CN': {
    'class-started': {
      why: '您选择了通过邮件接收开课通知，因此收到这封邮件。',
      stop: '不再接收开课邮件',
    },
    'missed-call': {
      why: '有人呼叫您时，您没有打开 {product}，因此收到这封邮件。',
      stop: '不再接收未接来电邮件',
    },
    summary: {
      why: '您是 {product} 的管理员，因此收到这封邮件。',
      stop: '不再接收表格生效邮件',
    },
    invitation: {
      why: '有人填写了您的邮箱地址来邀请您。如果您不希望收到此类邮件：',
      stop: '请勿再向此地址发送邮件',
    },
  },
};
