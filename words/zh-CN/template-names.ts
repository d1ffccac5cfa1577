import * as common from './common.ts';
import { detailMeanings } from './meeting-details.ts';
import * as shared from './shared.ts';
import type { templateNames as words } from '../en/template-names.ts';

const becauseYouAdminister = '您是 {product} 的管理员，因此收到这封邮件。';

export const templateNames: typeof words = {
  groups: {
    accounts: '账号与登录',
    applications: '账号申请',
    meetings: '会议与呼叫',
    registration: '表格登记',
    operations: '运行',
  },
  purposes: {
    transactional: '必要邮件',
    notice: '收件人可停止接收',
    invitation: '校外人员可拒收',
  },
  letters: {
    'login-code': { name: shared.loginCode, about: '有人通过邮件获取登录验证码时，立即发送。' },
    'login-code-sms': {
      name: '登录验证码（短信）',
      about: '有人通过手机获取登录验证码时，立即发送。',
    },
    'connect-code': {
      name: shared.codeToConnectAnAccount,
      about: '有人在教学平台登录后表示“这是我”时，立即发给其所指的本人。',
    },
    'connect-code-sms': { name: '账号关联验证码（短信）', about: '同上，发送到手机。' },
    'account-connected': {
      name: '账号已关联',
      about: '两个账号合并后，发给本人的所有联系方式，并可撤销。',
    },
    'account-connected-sms': { name: '账号已关联（短信）', about: '同上，发送到手机。' },
    'contact-changed': {
      name: '登录联系方式有变',
      about: '数据来源给出另一个联系方式时，发给原联系方式；确认后才能用于登录。',
    },
    'contact-changed-sms': { name: '登录联系方式有变（短信）', about: '同上，发送到原手机。' },
    'identity-claimed': {
      name: shared.somebodyWithYourNumber,
      about: '其他系统的账号使用了某人的工号/学号或邮箱而无法认定时，发给其本人。',
    },
    'password-changed': {
      name: shared.passwordChanged,
      about: '密码被修改后立即通知本人，以防他人冒用。',
    },
    registered: {
      name: '新登记人员',
      about: '管理员的表格生效后，发给表中每位新人员，说明如何登录。',
    },
    'application-confirm': {
      name: shared.applicationConfirmTheAddress,
      about: '有人申请账号时，发到所填邮箱以确认归本人所有。',
    },
    'application-known': { name: '申请：已有账号', about: '所填邮箱已有账号时，代替上一封发送。' },
    'application-accepted': {
      name: shared.applicationAccepted,
      about: '管理员或目录确认后，立即通知申请人。',
    },
    'application-refused': {
      name: shared.applicationRefused,
      about: '通知申请人，并附上管理员填写的原因。',
    },
    'application-waiting': {
      name: '申请待审核',
      about: '有新的账号申请时，发给该部门的管理员；审核之前不重复发送。',
    },
    'objection-made': {
      name: '出席记录申诉',
      about: '发给课程的主持人，每天第一次申诉时发送。',
    },
    'objection-answered': {
      name: '申诉已答复',
      about: '发给学生，并附上老师的答复。',
    },
    alarm: {
      name: '运行告警',
      about: '告警开始和结束时，发给系统管理员。',
    },
    'application-reopened': {
      name: shared.applicationLookedAtAgain,
      about: '管理员撤回决定时，通知申请人。',
    },
    invitation: { name: shared.invitation, about: '主持人邀请人员或邮箱时发送，附日历文件。' },
    changed: {
      name: shared.meetingChanged,
      about: '主持人修改时间、会议号或密码时，发给所有受邀者。',
    },
    cancelled: { name: shared.meetingCancelled, about: '主持人取消会议时，发给所有受邀者。' },
    'class-started': { name: '已开课', about: '开课时发给选择了邮件或教学平台消息的课程成员。' },
    'missed-call': {
      name: shared.missedCall,
      about: '被呼叫者没有打开页面、浏览器也无法响铃时发送。',
    },
    'erasure-asked': {
      name: shared.erasureAskedFor,
      about: '发给申请删除个人数据的人，说明何时之前可以撤回。',
    },
    'erasure-approved': {
      name: shared.erasureAgreedTo,
      about: '数据删除前的最后一封邮件，写明日期。',
    },
    'erasure-refused': {
      name: shared.erasureRefused,
      about: '发给申请删除个人数据的人，并附上原因。',
    },
    'registration-returned': {
      name: shared.sheetReturned,
      about: '审核人退回表格时，连同原因发给提交人。',
    },
    'registration-done': {
      name: shared.sheetApplied,
      about: '表格生效后发给提交人，说明新增和更新了多少人。',
    },
  },
  choices: {
    'class-started': {
      what: '开课邮件',
      why: '您选择了通过邮件接收开课通知，因此收到这封邮件。',
      stop: '不再接收开课邮件',
    },
    'missed-call': {
      label: common.missedCalls,
      hint: '有人呼叫您而您的浏览器无法响铃时',
      what: '未接来电邮件',
      why: '有人呼叫您时，您没有打开 {product}，因此收到这封邮件。',
      stop: '不再接收未接来电邮件',
    },
    'registration-done': {
      label: '表格生效',
      hint: '您提交的表格处理完成时',
      what: '表格生效邮件',
      why: becauseYouAdminister,
      stop: '不再接收表格生效邮件',
    },
    'application-waiting': {
      label: '新的账号申请',
      hint: '有人向您管理的部门申请账号时',
      what: '待审核申请的邮件',
      why: becauseYouAdminister,
      stop: '不再接收账号申请邮件',
    },
    'objection-made': {
      label: '出席记录申诉',
      hint: '有学生对出席记录提出申诉时',
      what: '关于出席记录申诉的邮件',
      why: '您收到此邮件，是因为您主持该课程的会议。',
      stop: '不再接收申诉邮件',
    },
    'objection-answered': {
      label: '对我申诉的答复',
      hint: '老师答复我的出席记录申诉时',
      what: '关于申诉答复的邮件',
      why: '您收到此邮件，是因为您对出席记录提出了申诉。',
      stop: '不再接收申诉答复邮件',
    },
    alarm: {
      label: shared.alarms,
      hint: '服务器异常及恢复时，发给系统管理员',
      what: '告警邮件',
      why: becauseYouAdminister,
      stop: '不再接收告警邮件',
    },
    invitation: {
      what: '会议邀请',
      why: '有人填写了您的邮箱地址来邀请您。如果您不希望收到此类邮件：',
      stop: '请勿再向此地址发送邮件',
    },
  },
  meanings: {
    host: '会议主持人',
    caller: '呼叫者',
    ...detailMeanings,
    title: '会议名称或表格名称',
    when: '日期、时间和收件人时区',
    number: '会议号，或工号/学号',
    password: '访客密码',
    link: '按钮指向的地址',
    message: '写给收件人的留言',
    name: '收件人姓名',
    code: '六位验证码',
    minutes: '有效分钟数',
    email: shared.theMailAddress,
    phone: '手机号',
    added: '新增人数',
    changed: '更新人数',
    contact: '新的联系方式（部分隐藏）',
    source: '数据来源',
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
