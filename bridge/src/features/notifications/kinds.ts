import { detailNames } from '../meetings/details-contract.ts';

/** What a message template is, besides its words. */
interface Kind {
  form: 'mail' | 'sms';
  /** What it belongs to. */
  group: 'accounts' | 'applications' | 'meetings' | 'operations' | 'registration';
  /**
   * `transactional`: answers what the reader did, or is needed to use the account. `notice`: can be stopped,
   * each kind by itself. `invitation`: somebody sends it; who has no account can refuse further ones.
   */
  purpose: 'transactional' | 'notice' | 'invitation';
  /** What may stand in it besides {product}, which may stand in all: a template may use these and no others. */
  placeholders: readonly string[];
  /** Of a notice: how its reader chooses it. */
  choice?: Choice;
}

/** A choice of the reader's. */
interface Choice {
  /** What it is called among the reader's settings, on the wire and in the table. */
  setting: string;
  /** Whether it comes while the reader has not chosen. */
  usual: boolean;
  /** Shown to administrators only: nobody else gets such mail. */
  forAdmins?: true;
}

const transactional = { form: 'mail', purpose: 'transactional' } as const;
const account = { ...transactional, group: 'accounts' } as const;
const accountSms = { ...account, form: 'sms' } as const;
const application = { ...transactional, group: 'applications' } as const;
const invitation = { form: 'mail', group: 'meetings', purpose: 'invitation' } as const;
const notice = { form: 'mail', purpose: 'notice' } as const;

/**
 * Every message template that is written. A new one stands here, has its words in `words-en.ts` and `words-zh.ts`,
 * and its name, and those of its choice, in `template-names.ts` of words/.
 */
export const templateKinds = {
  'login-code': { ...account, placeholders: ['code', 'minutes', 'name'] },
  'login-code-sms': { ...accountSms, placeholders: ['code', 'minutes'] },
  'password-changed': { ...account, placeholders: ['link', 'name'] },
  'connect-code': { ...account, placeholders: ['name', 'source', 'code', 'minutes'] },
  'connect-code-sms': { ...accountSms, placeholders: ['source', 'code', 'minutes'] },
  'account-connected': { ...account, placeholders: ['name', 'source', 'when', 'link'] },
  'account-connected-sms': { ...accountSms, placeholders: ['source', 'link'] },
  'contact-changed': { ...account, placeholders: ['name', 'source', 'contact', 'link'] },
  'contact-changed-sms': { ...accountSms, placeholders: ['source', 'contact', 'link'] },
  'identity-claimed': { ...account, placeholders: ['name', 'source', 'link'] },
  'erasure-asked': { ...account, placeholders: ['name', 'when', 'link'] },
  'erasure-approved': { ...account, placeholders: ['name', 'when', 'link'] },
  'erasure-refused': { ...account, placeholders: ['name', 'message', 'link'] },
  registered: { ...account, placeholders: ['name', 'number', 'email', 'link'] },
  'application-confirm': { ...application, placeholders: ['code', 'minutes', 'link'] },
  'application-known': { ...application, placeholders: ['email', 'link'] },
  'application-waiting': {
    ...notice,
    group: 'applications',
    placeholders: ['name', 'title', 'link'],
    choice: { setting: 'applicationMail', usual: true, forAdmins: true },
  },
  'application-accepted': {
    ...application,
    placeholders: ['name', 'email', 'phone', 'number', 'link'],
  },
  'application-refused': { ...application, placeholders: ['name', 'message', 'link'] },
  'application-reopened': { ...application, placeholders: ['name'] },
  invitation: {
    ...invitation,
    placeholders: [
      'host',
      'title',
      ...detailNames,
      'when',
      'number',
      'password',
      'link',
      'message',
      'name',
    ],
  },
  changed: {
    ...invitation,
    placeholders: ['host', 'title', ...detailNames, 'when', 'number', 'password', 'link', 'name'],
  },
  cancelled: { ...invitation, placeholders: ['host', 'title', 'subject', 'when', 'name'] },
  'class-started': {
    ...notice,
    group: 'meetings',
    placeholders: ['host', 'title', 'subject', 'when', 'link', 'name'],
    choice: { setting: 'mail', usual: false },
  },
  'missed-call': {
    ...notice,
    group: 'meetings',
    placeholders: ['caller', 'title', 'when', 'link', 'name'],
    choice: { setting: 'missedCallMail', usual: true },
  },
  'objection-made': {
    ...notice,
    group: 'meetings',
    placeholders: ['name', 'title', 'when', 'link'],
    choice: { setting: 'objectionMail', usual: true },
  },
  'objection-answered': {
    ...notice,
    group: 'meetings',
    placeholders: ['name', 'title', 'when', 'message', 'link'],
    choice: { setting: 'objectionAnswerMail', usual: true },
  },
  'registration-returned': {
    ...transactional,
    group: 'registration',
    placeholders: ['name', 'title', 'message', 'link'],
  },
  'registration-done': {
    ...notice,
    group: 'registration',
    placeholders: ['name', 'title', 'added', 'changed', 'link'],
    choice: { setting: 'summaryMail', usual: true, forAdmins: true },
  },
  alarm: {
    ...notice,
    group: 'operations',
    placeholders: ['name', 'title', 'message', 'link'],
    choice: { setting: 'alarmMail', usual: true, forAdmins: true },
  },
} as const satisfies Record<string, Kind>;

export type TemplateName = keyof typeof templateKinds;
export const templateNames = Object.keys(templateKinds) as TemplateName[];

/** Notices that a person ends one by one, each with its choice. */
export type NoticeName = {
  [N in TemplateName]: (typeof templateKinds)[N] extends { choice: Choice } ? N : never;
}[TemplateName];

/** What the choices are called among a person's settings. */
export type MailSetting = (typeof templateKinds)[NoticeName]['choice']['setting'];

const isNotice = (name: TemplateName): name is NoticeName => 'choice' in templateKinds[name];
export const noticeNames: readonly NoticeName[] = templateNames.filter(isNotice);

/** How the reader ends mail by this template, called as the notice itself; null for what cannot be ended: it is needed. */
export function stopKindOf(name: TemplateName): NoticeName | 'invitation' | null {
  if (isNotice(name)) return name;
  return templateKinds[name].purpose === 'invitation' ? 'invitation' : null;
}

/** What the reader of a notice chooses. */
export const choiceOf = (notice: NoticeName): Choice & { setting: MailSetting } =>
  templateKinds[notice].choice;
