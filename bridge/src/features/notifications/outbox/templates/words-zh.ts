import { meetingDetails } from '../../../../../../words/zh-CN/meeting-details.ts';
import { detailLines } from './details.ts';
import type { Templates } from './template.ts';
import { accountTemplatesZh } from './words-accounts.ts';

const details = detailLines(meetingDetails);

export const zh: Templates = {
  invitation: {
    subject: '{host}邀请您参加：{title}',
    body: `{name}，您好：

{host}邀请您参加会议“{title}”。

“{message}”

${details}
时间：{when}
会议号：{number}
密码：{password}

[加入会议]({link})

链接可在电脑或手机的浏览器中直接打开，无需安装任何软件。也可以在 {product} 中选择“加入会议”并输入会议号。`,
  },
  changed: {
    subject: '会议有变更：{title}',
    body: `{name}，您好：

{host}修改了会议“{title}”，现在的安排如下：

${details}
时间：{when}
会议号：{number}
密码：{password}

[加入会议]({link})`,
  },
  cancelled: {
    subject: '会议已取消：{title}',
    body: `{name}，您好：

{host}取消了会议“{title}”。

主题：{subject}
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

“{title}”已开始，主持人：{host}。

主题：{subject}
开始时间：{when}

[立即加入]({link})`,
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
  registered: {
    subject: '您已登记使用 {product}',
    body: `{name}，您好：

您所在的部门已为您登记 {product}（校园视频会议）。

工号/学号：{number}
邮箱：{email}

[首次登录]({link})

登录时输入工号/学号、邮箱或手机号，系统会发送验证码，随后即可设置密码。如果您不是{name}，请告知所在部门。`,
  },
  'registration-done': {
    subject: '登记完成：{title}',
    body: `{name}，您好：

表格“{title}”已生效。

新增人员：{added}
更新人员：{changed}

[查看结果]({link})

在结果页可以下载每一行的处理结果，也可以撤销本次登记。`,
  },
  'registration-returned': {
    subject: '登记被退回：{title}',
    body: `{name}，您好：

表格“{title}”未生效，退回说明如下：

“{message}”

[打开表格]({link})`,
  },
  'application-waiting': {
    subject: '有账号申请待审核：{title}',
    body: `{name}，您好：

有人申请加入{title}的账号，等待该部门的管理员审核。

[查看申请]({link})

在有人处理之前，后续的申请不再另行发送邮件。`,
  },
  'objection-made': {
    subject: '出席记录申诉：{title}',
    body: `{name}，您好：

有学生对“{title}”（{when}）的出席记录提出了申诉。

[查看并答复]({link})

在答复本课程的申诉之前，每天最多发送一封邮件。`,
  },
  'objection-answered': {
    subject: '您的申诉已得到答复：{title}',
    body: `{name}，您好：

您对“{title}”（{when}）出席记录的申诉已得到答复：

“{message}”

[查看您的出席记录]({link})`,
  },
  alarm: {
    subject: '{product}：{title}',
    body: `{name}，您好：

{title}。

{message}

[查看服务器状态]({link})`,
  },
  'application-accepted': {
    subject: '{product}：您的账号已开通',
    body: `{name}，您好：

您的申请已通过，您现在拥有 {product} 账号了。

[登录]({link})

首次登录时系统会发送验证码，随后请设置密码。您可以使用以下任一信息登录：

邮箱：{email}
手机号：{phone}
工号/学号：{number}`,
  },
  'application-refused': {
    subject: '{product}：您的申请未通过',
    body: `{name}，您好：

您的 {product} 账号申请未通过，原因如下：

“{message}”

如果可以更正，欢迎重新申请：

[重新申请]({link})`,
  },
  'application-reopened': {
    subject: '{product}：您的申请正在重新审核',
    body: `{name}，您好：

关于您的 {product} 账号申请的决定已撤回，正在重新审核。有结果后会立即通知您，此前的通知不再有效。`,
  },
  'erasure-asked': {
    subject: '{product}：您申请了删除个人数据',
    body: `{name}，您好：

您申请 {product} 删除保存的关于您的数据。在 {when} 之前您可以撤回，此前不会删除任何内容。

删除之后您将无法登录，我们也无法再联系您。教学所需的统计（例如一次会议有多少人参加）会保留，但不再含有您的姓名。

如果不是您本人申请的，请撤回申请并修改密码：

[撤回申请]({link})`,
  },
  'erasure-approved': {
    subject: '{product}：您的数据即将删除',
    body: `{name}，您好：

您删除 {product} 个人数据的申请已获同意，将在 {when} 之后执行；在此之前您仍可撤回。这是关于此事的最后一封邮件：删除之后我们将不再知道您的邮箱。

[撤回申请]({link})`,
  },
  'erasure-refused': {
    subject: '{product}：您的数据未被删除',
    body: `{name}，您好：

您删除 {product} 个人数据的申请未获同意，原因如下：

“{message}”

您可以随时再次申请：

[我的数据]({link})`,
  },
  'login-code': {
    subject: '{product} 登录验证码：{code}',
    body: `{name}，您好：

您的登录验证码是：{code}

验证码 {minutes} 分钟内有效，只能使用一次。请勿告诉他人，工作人员不会向您索取验证码。

如果不是您本人操作，可以忽略这封邮件。`,
  },
  'login-code-sms': {
    subject: '',
    body: '【{product}】您的验证码是 {code}，{minutes} 分钟内有效。请勿告诉他人。',
  },
  'password-changed': {
    subject: '您的 {product} 密码已修改',
    body: `{name}，您好：

您的 {product} 登录密码刚刚已修改，其他设备上的登录均已退出。

如果不是您本人操作，请立即用验证码登录并重新设置密码：

[前往登录]({link})`,
  },
  ...accountTemplatesZh,
  'identity-claimed': {
    subject: '有人以您的工号/学号或邮箱进入了 {product}',
    body: `{name}，您好：

{source} 中有一个账号使用了您在 {product} 登记的工号/学号或邮箱。系统没有把它当作您本人：使用该账号的人单独登记，看不到也得不到您的任何内容。

如果那就是您，请从那里打开 {product} 并选择“这是我”，或联系管理员，即可合并为一人。

如果不是您，则无需操作，管理员也会看到此情况。

[前往登录]({link})`,
  },
};
