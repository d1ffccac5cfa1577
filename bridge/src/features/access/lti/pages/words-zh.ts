import { tryAgain } from '../../../../../../words/zh-CN/common.ts';
import { home } from '../../../../../../words/zh-CN/home.ts';
import { join } from '../../../../../../words/zh-CN/join.ts';
import type { Words } from './words-shape.ts';

const again = '请回到课程页面，重新打开该链接。';
const admin = '请联系学习平台管理员，并告知下方的代码。';

export const zh: Words = {
  lang: 'zh-CN',
  openNewTab: '在新标签页中打开',
  tryAgain,
  code: '代码',
  request: '请求编号',
  goOn: join.join.goOn,
  wait: '请稍候…',
  choose: {
    title: '向课程添加视频会议',
    what: '该链接打开什么？',
    whatOfMany: '链接打开什么？每选一项添加一个链接。',
    wrong:
      '请至少选择一项。新会议需要名称、尚未过去的日期、时间，以及 5 到 1440 分钟的时长；重复的会议还需要最后一天。',
    room: '本课程的会议室',
    fresh: '新会议',
    another: '再加一个新会议',
    planName: '会议名称',
    date: home.schedule.date,
    time: home.schedule.time,
    minutes: '会议时长（分钟）',
    repeats: home.schedule.often,
    once: home.schedule.repeats.never,
    weekly: home.schedule.repeats.weekly,
    biweekly: home.schedule.repeats.biweekly,
    until: '截至（周末）',
    untilNone: '请选择',
    name: '链接名称',
    nameOfOne: '链接名称（选多项时，会议各用自己的名称）',
    where: '在哪里打开？',
    window: '新窗口（多数平台共享屏幕时需要）',
    iframe: '课程页面内',
    grade: '同时在成绩册中添加出勤列（将按活动开启成绩；已在“出席记录 → 成绩”中设置过的除外）',
    add: '添加到课程',
  },
  registered: {
    title: '平台已完成登记',
    approval: '在会议服务的系统管理员于“管理 → 学习平台”中批准之前，任何人都无法由此进入。',
    next: '同时请在此完成：在平台的工具列表中为本工具点击“激活”，并在其设置中选择“在活动选择器中显示”。',
    close: '关闭并返回列表',
  },
  problems: {
    internal: ['我们这边出了问题', '请稍后再试。'],
    'lti/platform-unknown': ['该学习平台尚未在此登记', admin],
    'lti/platform-pending': [
      '该学习平台正在等待批准',
      '它已自行登记，须先由会议服务的系统管理员批准。批准后请重新打开链接。',
    ],
    'lti/platform-suspended': ['该学习平台已在此停用', admin],
    'lti/address-refused': ['该学习平台的某个地址不允许从此处访问', admin],
    'lti/registration-failed': ['登记未成功', '原因见下方。解决后请从平台的工具列表重新开始。'],
    'lti/registration-closed': [
      '当前未开放登记',
      '请向会议服务管理员索取登记地址；每个地址只能使用一次。',
    ],
    'lti/login-invalid': ['链接不完整', again],
    'lti/state-unknown': ['无法识别此次打开', again],
    'lti/state-expired': ['打开用时过长，已失效', again],
    'lti/state-used': ['此次打开已被使用过', again],
    'lti/state-not-bound': [
      '浏览器使我们无法在此页面内确认您的身份',
      '浏览器会阻止嵌入页面的 Cookie。请在单独的标签页中打开会议。',
    ],
    'lti/token-malformed': ['无法读取平台的消息', admin],
    'lti/token-signature': ['平台的签名不正确', admin],
    'lti/token-expired': [
      '平台的消息已过期',
      `${again}如果每次都这样，说明某台服务器时钟不准，请联系管理员。`,
    ],
    'lti/token-not-yet': ['平台消息的时间晚于现在', '某台服务器时钟不准，请联系学习平台管理员。'],
    'lti/token-issuer': ['消息来自另一个平台', admin],
    'lti/token-audience': ['该消息不是发给我们的', admin],
    'lti/token-nonce': ['该消息属于另一次打开', again],
    'lti/token-deployment': ['该工具安装尚未在此登记', admin],
    'lti/token-claims': ['平台的消息缺少必要内容', admin],
    'lti/message-unsupported': ['不支持这种链接', admin],
    'lti/not-instructor': [
      '只有本课程的教师可以添加会议',
      '如需参加会议，请打开课程中的会议链接。',
    ],
    'lti/platform-unavailable': ['学习平台暂时没有响应', '请过几分钟再试。'],
    'lti/platform-refused': ['学习平台拒绝了请求', again],
    'lti/platform-bad-answer': ['无法理解学习平台的答复', admin],
    'request/too-many': ['尝试次数过多', '请等待一分钟后再试。'],
  },
};
