import type { Templates } from './template.ts';

export const zh: Templates = {
  invitation: {
    subject: '{host}邀请您参加：{title}',
    body: `{name}，您好：

{host}邀请您参加会议“{title}”。

“{message}”

时间：{when}
会议号：{number}
密码：{password}

[加入会议]({link})

链接可在电脑或手机的浏览器中直接打开，无需安装任何软件。也可以在 Campus Meet 中选择“输入会议号加入”。`,
  },
  changed: {
    subject: '会议有变更：{title}',
    body: `{name}，您好：

{host}修改了会议“{title}”，现在的安排如下：

时间：{when}
会议号：{number}
密码：{password}

[加入会议]({link})`,
  },
  cancelled: {
    subject: '会议已取消：{title}',
    body: `{name}，您好：

{host}取消了会议“{title}”。

原定时间：{when}`,
  },
  'missed-call': {
    subject: '{caller}呼叫过您',
    body: `{name}，您好：

{caller}邀请您加入会议“{title}”，当时未能接通。

时间：{when}

[会议进行中，点此加入]({link})`,
  },
  'class-started': {
    subject: '已开课：{title}',
    body: `{name}，您好：

{host}已开始“{title}”。

开始时间：{when}

[立即加入]({link})

[选择接收通知的方式]({settings})`,
  },
  'application-confirm': {
    subject: '{product}：请确认您的邮箱',
    body: `您好：

有人（应该是您本人）正在用此邮箱申请 {product} 账号。请确认这是您的邮箱：

[确认邮箱]({link})

或在申请页面中输入验证码：{code}

链接和验证码 {minutes} 分钟内有效，只能使用一次。

如果不是您本人操作，可以忽略这封邮件：没有验证码，什么也不会发生。`,
  },
  'application-known': {
    subject: '{product}：您已有账号',
    body: `您好：

有人（应该是您本人）正在用此邮箱（{email}）申请 {product} 账号。您已经有账号了，可以用此邮箱加验证码或密码直接登录：

[登录]({link})

如果不是您本人操作，可以忽略这封邮件。`,
  },
  'login-code': {
    subject: '{product} 登录验证码：{code}',
    body: `{name}，您好：

您的登录验证码是：{code}

验证码 {minutes} 分钟内有效，只能使用一次。请勿告诉他人，工作人员不会向您索取验证码。

如果不是您本人操作，可以忽略这封邮件。`,
  },
  'password-changed': {
    subject: '您的 {product} 密码已修改',
    body: `{name}，您好：

您的 {product} 登录密码刚刚已修改，其他设备上的登录均已退出。

如果不是您本人操作，请立即用验证码登录并重新设置密码：

[前往登录]({link})`,
  },
};
