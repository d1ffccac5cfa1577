import * as common from './common.ts';
import * as shared from './shared.ts';
import type { retention as words } from '../en/retention.ts';

/** Everything that goes after a while: what it is called, and what it is. */
export const retention: typeof words = {
  attendance: { name: shared.attendance, what: '谁何时在哪个会议中。期满后只保留会议的总计。' },
  calls: { name: common.calls, what: '谁呼叫了谁，以及未接来电。' },
  admissions: { name: '已通过的入口', what: '谁从哪个入口进入，以免重复询问密码。' },
  arrivals: { name: '到达记录', what: '谁在等候室等候，被准许进入或被拒绝。' },
  bans: { name: '禁入名单', what: '被移出会议且不得返回的人。' },
  links: { name: '链接上的姓名', what: '已失效链接上的访客姓名。' },
  guests: { name: '访客', what: '通过链接或会议号进入的无账号人员。' },
  sessions: { name: '登录会话', what: '已结束的登录。' },
  launches: { name: '平台启动', what: '从课程页面打开的记录。' },
  messages: { name: common.messages, what: '已发送或已放弃的邮件、消息和推送。' },
  audit: { name: shared.auditLog, what: '谁对谁做了什么。' },
  'unconfirmed-applications': { name: '未确认的申请', what: '邮箱未经确认的申请。' },
  'decided-applications': { name: '已处理的申请', what: '已通过或未通过的申请。' },
  sheets: { name: shared.sheets, what: '登记表各行的内容；结论保留。' },
  'roster-reports': { name: '同步报告', what: '目录和教学平台报告中的姓名；数量保留。' },
  erasures: { name: '删除回执', what: '已结束的删除申请。' },
  alarms: { name: shared.alarms, what: '服务器曾出现的异常，恢复之后。' },
  operations: { name: '运行数据', what: '每分钟的会议人数、入会用时和负载，不含姓名。' },
  leavers: { name: '离校人员', what: '已停用的人员及其全部数据。' },
};
