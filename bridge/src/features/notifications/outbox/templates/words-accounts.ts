import type { TemplateName, Template } from './template.ts';

/** Mails about what somebody logs in with, and about accounts that become one. */
type AccountTemplates = Record<
  Extract<
    TemplateName,
    `contact-${string}` | `account-connected${string}` | `connect-code${string}`
  >,
  Template
>;

export const accountTemplatesEn: AccountTemplates = {
  'connect-code': {
    subject: 'Your code to connect an account with {product}: {code}',
    body: `Hello {name},

somebody who is signed in to {source} says that the account there is yours too. If that is you, your code is: {code}

With it both accounts become one person. It works once, within {minutes} minutes.

If that is not you, tell the code to nobody: whoever has it becomes you. You need not do anything.`,
  },
  'connect-code-sms': {
    subject: '',
    body: '[{product}] Somebody signed in to {source} says the account is yours. Only if that is you: code {code}, good for {minutes} minutes.',
  },
  'account-connected': {
    subject: 'An account was connected to you in {product}',
    body: `Hello {name},

on {when} an account of {source} was connected to you: it and you are one person in {product} now. If that was you, you need not do anything.

If that was not you, say so within 30 days. It is undone at once, and everybody who is signed in as you is signed out:

[That was not me]({link})`,
  },
  'account-connected-sms': {
    subject: '',
    body: '[{product}] An account of {source} was connected to you. Not you? Undo it here: {link}',
  },
  'contact-changed': {
    subject: 'Is this yours? Another contact for logging in to {product}',
    body: `Hello {name},

{source} now has another contact for you: {contact}. You go on logging in to {product} as before; nobody logs in with the new one until you say that it is yours.

[Yes, or that is not mine]({link})

You can also say so in {product} under Settings, or ask campus IT.`,
  },
  'contact-changed-sms': {
    subject: '',
    body: '[{product}] {source} has another contact for you: {contact}. It does not log in until you say it is yours: {link}',
  },
};

export const accountTemplatesZh: AccountTemplates = {
  'connect-code': {
    subject: '{product} 账号关联验证码：{code}',
    body: `{name}，您好：

有人已登录{source}，并表示那里的账号也是您本人的。如果确实是您，验证码是：{code}

输入后，两个账号将合并为同一个人。验证码 {minutes} 分钟内有效，只能使用一次。

如果不是您本人操作，请勿将验证码告诉任何人：拿到它的人会成为您。您无需做任何处理。`,
  },
  'connect-code-sms': {
    subject: '',
    body: '【{product}】有人已登录{source}并称该账号是您本人的。仅在是您本人时使用验证码 {code}，{minutes} 分钟内有效，请勿告诉他人。',
  },
  'account-connected': {
    subject: '{product}：有一个账号已与您关联',
    body: `{name}，您好：

{when}，{source}的一个账号已与您关联，今后在 {product} 中与您是同一个人。如果是您本人操作，无需处理。

如果不是您本人操作，请在 30 天内告诉我们。关联会立即撤销，以您的身份登录的所有设备都会退出：

[不是我本人]({link})`,
  },
  'account-connected-sms': {
    subject: '',
    body: '【{product}】{source}的一个账号已与您关联。不是您本人？点此撤销：{link}',
  },
  'contact-changed': {
    subject: '{product}：这个登录联系方式是您的吗？',
    body: `{name}，您好：

{source}为您登记了另一个联系方式：{contact}。您仍可照常登录 {product}；在您确认之前，新的联系方式不能用于登录。

[确认，或不是我的]({link})

您也可以在 {product} 的“设置”中处理，或联系学校信息部门。`,
  },
  'contact-changed-sms': {
    subject: '',
    body: '【{product}】{source}为您登记了另一个联系方式 {contact}。在您确认之前不能用于登录：{link}',
  },
};
