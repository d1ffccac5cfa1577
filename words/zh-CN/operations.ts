import * as common from './common.ts';
import * as shared from './shared.ts';
import type { operations as words } from '../en/operations.ts';

/** What is sent, and what the LMS said. */
export const operations: typeof words = {
  nothing: shared.nothing,
  status: shared.state,
  when: common.when,
  rosters: shared.lmsCourses,
  rostersWords: '“检查”会读取数据并显示将发生的变化。在您确认之前不会改动任何数据。',
  check: shared.check,
  running: '正在读取并比较…',
  noSources: '尚未配置教学平台（MOODLE_URL）。',
  noRuns: '还没有读取过。',
  apply: '生效',
  reject: shared.drop,
  counts: '新增 {added}，变更 {changed}，移除 {removed}',
  removedNames: '将移除的人员（{count}）',
  conflictsOf: '无法确定身份的人员（{count}）',
  problemsOf: '被跳过的条目（{count}）',
  counted: {
    people: common.people,
    memberships: shared.memberships,
    courses: shared.courses,
    departments: shared.units,
    groups: shared.groups,
  },
  changesOnly: '仅变更',
  runStates: {
    running: '进行中',
    applied: shared.applied,
    unchanged: '无变化',
    'needs-confirmation': '等待确认',
    rejected: shared.dropped,
    failed: shared.failedRun,
  },
  outbox: shared.sentMessages,
  recipient: shared.to,
  letter: '内容',
  reason: shared.reason,
  attempts: '已尝试 {count} 次',
  resend: '重新发送',
  resendAll: '全部重新发送',
  noLetters: '没有此状态的消息',
  outboxStates: { dead: '发送失败', waiting: '等待发送', sent: '已发送', dropped: '已失效' },
  kinds: { mail: common.mail, sms: '短信', push: '浏览器推送', lms: '教学平台消息' },
  otherMessages: { call: '呼叫', 'letter-test': '通知试发' },
};
