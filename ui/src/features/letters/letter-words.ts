import type {
  LetterFacts,
  LetterFlaw,
  LetterName,
  LetterSample,
} from '../../../../bridge/src/features/outbox/letters/contract.ts';

/** Of each letter its name, and what it is sent for, to whom and when; what placeholders mean, what can be wrong. */
export const lettersEn = {
  groups: {
    accounts: 'Accounts and logging in',
    applications: 'Applications for an account',
    meetings: 'Meetings and calls',
    registration: 'Registering by a sheet',
  } satisfies Record<LetterFacts['group'], string>,
  purposes: {
    transactional: 'always sent',
    notice: 'the reader can stop it',
    invitation: 'who has no account can refuse it',
  } satisfies Record<LetterFacts['purpose'], string>,
  letters: {
    'login-code': {
      name: 'Login code',
      about: 'To whoever asks for a code to log in and has it sent by mail, at once.',
    },
    'login-code-sms': {
      name: 'Login code by telephone',
      about: 'To the telephone of whoever asks for a code to log in, at once.',
    },
    'password-changed': {
      name: 'Password changed',
      about:
        'To the person whose password was changed, at once, so that nobody else does it unseen.',
    },
    registered: {
      name: 'Newly registered',
      about: 'To each new person of a sheet that an administrator applied, with how to log in.',
    },
    'application-confirm': {
      name: 'Application: confirm the address',
      about: 'To the address that somebody applies with, to find out whether it is theirs.',
    },
    'application-known': {
      name: 'Application: registered already',
      about: 'Instead of the former, where the address belongs to somebody who has an account.',
    },
    'application-accepted': {
      name: 'Application accepted',
      about: 'To the applicant, as soon as an administrator or the directory has said yes.',
    },
    'application-refused': {
      name: 'Application refused',
      about: 'To the applicant, with the reason that the administrator gave.',
    },
    'application-reopened': {
      name: 'Application looked at again',
      about: 'To the applicant, when an administrator takes a decision back.',
    },
    invitation: {
      name: 'Invitation',
      about: 'To people and addresses that a host invites to a meeting, with a calendar entry.',
    },
    changed: {
      name: 'Meeting changed',
      about: 'To all who were invited, when the host changes time, number or password.',
    },
    cancelled: {
      name: 'Meeting cancelled',
      about: 'To all who were invited, when the host cancels the meeting.',
    },
    'class-started': {
      name: 'Class has started',
      about: 'To members of the course who chose to be told by mail or in the LMS.',
    },
    'missed-call': {
      name: 'Missed call',
      about: 'To somebody who is called while no page of theirs is open and no browser can ring.',
    },
    'erasure-asked': {
      name: 'Erasure asked for',
      about: 'To whoever asked for their data to be erased: until when it can be taken back.',
    },
    'erasure-approved': {
      name: 'Erasure agreed to',
      about: 'The last mail before the data is erased, with the day.',
    },
    'erasure-refused': {
      name: 'Erasure refused',
      about: 'To whoever asked for their data to be erased, with the reason that was given.',
    },
    'registration-returned': {
      name: 'Sheet returned',
      about: 'To whoever submitted a sheet that the reviewer gave back, with the reasons.',
    },
    'registration-done': {
      name: 'Sheet applied',
      about:
        'To whoever submitted a sheet, once it has been applied: how many are new and changed.',
    },
  } satisfies Record<LetterName, { name: string; about: string }>,
  meanings: {
    host: 'who holds the meeting',
    caller: 'who called',
    title: 'name of the meeting, or of the sheet',
    when: 'day, time and zone of the reader',
    number: 'meeting ID, or campus number',
    password: 'password for guests',
    link: 'where the button leads',
    message: 'what somebody wrote to the reader',
    name: 'the reader’s name',
    code: 'the code of six digits',
    minutes: 'for how many minutes it is good',
    email: 'mail address',
    phone: 'telephone number',
    added: 'how many new people',
    changed: 'how many changed people',
    product: 'how the product is called',
  },
  flaws: {
    empty: 'is empty',
    'several-lines': 'must be one line',
    'too-long': 'at most {word} characters',
    'control-character': 'holds an invisible control character',
    'unknown-placeholder': '{word} does not exist here',
    'missing-placeholder': '{word} is missing: the reader needs it',
    'unpaired-bracket': 'a curly bracket without its other one',
    'broken-button': 'a button is [words]({link}), alone between empty lines',
  } satisfies Record<LetterFlaw['kind'], string>,
  samples: {
    usual: 'Somebody usual',
    long: 'Long names',
    chinese: 'Chinese names',
    hostile: 'Somebody malicious',
    missing: 'Values missing',
  } satisfies Record<LetterSample, string>,
};

export const lettersZh: typeof lettersEn = {
  groups: {
    accounts: '账号与登录',
    applications: '账号申请',
    meetings: '会议与呼叫',
    registration: '表格登记',
  },
  purposes: {
    transactional: '必要邮件',
    notice: '收件人可停止接收',
    invitation: '校外人员可拒收',
  },
  letters: {
    'login-code': { name: '登录验证码', about: '有人通过邮件获取登录验证码时，立即发送。' },
    'login-code-sms': {
      name: '登录验证码（短信）',
      about: '有人通过手机获取登录验证码时，立即发送。',
    },
    'password-changed': { name: '密码已修改', about: '密码被修改后立即通知本人，以防他人冒用。' },
    registered: {
      name: '新登记人员',
      about: '管理员的表格生效后，发给表中每位新人员，说明如何登录。',
    },
    'application-confirm': {
      name: '申请：确认邮箱',
      about: '有人申请账号时，发到所填邮箱以确认归本人所有。',
    },
    'application-known': { name: '申请：已有账号', about: '所填邮箱已有账号时，代替上一封发送。' },
    'application-accepted': { name: '申请已通过', about: '管理员或目录确认后，立即通知申请人。' },
    'application-refused': { name: '申请未通过', about: '通知申请人，并附上管理员填写的原因。' },
    'application-reopened': { name: '申请重新审核', about: '管理员撤回决定时，通知申请人。' },
    invitation: { name: '会议邀请', about: '主持人邀请人员或邮箱时发送，附日历文件。' },
    changed: { name: '会议变更', about: '主持人修改时间、会议号或密码时，发给所有受邀者。' },
    cancelled: { name: '会议取消', about: '主持人取消会议时，发给所有受邀者。' },
    'class-started': { name: '已开课', about: '开课时发给选择了邮件或教学平台消息的课程成员。' },
    'missed-call': { name: '未接来电', about: '被呼叫者没有打开页面、浏览器也无法响铃时发送。' },
    'erasure-asked': {
      name: '已申请删除数据',
      about: '发给申请删除个人数据的人，说明何时之前可以撤回。',
    },
    'erasure-approved': {
      name: '同意删除数据',
      about: '数据删除前的最后一封邮件，写明日期。',
    },
    'erasure-refused': {
      name: '未同意删除数据',
      about: '发给申请删除个人数据的人，并附上原因。',
    },
    'registration-returned': {
      name: '表格被退回',
      about: '审核人退回表格时，连同原因发给提交人。',
    },
    'registration-done': {
      name: '表格已生效',
      about: '表格生效后发给提交人，说明新增和更新了多少人。',
    },
  },
  meanings: {
    host: '会议主持人',
    caller: '呼叫者',
    title: '会议名称或表格名称',
    when: '日期、时间和收件人时区',
    number: '会议号，或工号/学号',
    password: '访客密码',
    link: '按钮指向的地址',
    message: '写给收件人的留言',
    name: '收件人姓名',
    code: '六位验证码',
    minutes: '有效分钟数',
    email: '邮箱',
    phone: '手机号',
    added: '新增人数',
    changed: '更新人数',
    product: '产品名称',
  },
  flaws: {
    empty: '内容为空',
    'several-lines': '只能有一行',
    'too-long': '最多 {word} 个字符',
    'control-character': '含有不可见的控制字符',
    'unknown-placeholder': '此处没有 {word}',
    'missing-placeholder': '缺少 {word}，收件人需要它',
    'unpaired-bracket': '花括号不成对（请使用半角）',
    'broken-button': '按钮应写成 [文字]({link})，并单独成段',
  },
  samples: {
    usual: '普通人员',
    long: '很长的姓名',
    chinese: '中文姓名',
    hostile: '恶意内容',
    missing: '缺少内容',
  },
};
