/** Everything that goes after a while: what it is called, and what it is. */
export const namesEn = {
  attendance: {
    name: 'Attendance',
    what: 'Who was in which meeting, and when. Afterwards only the totals of the meeting stay.',
  },
  calls: { name: 'Calls', what: 'Who rang whom, and missed calls.' },
  admissions: {
    name: 'Doors passed',
    what: 'Who came in by which door, so that nobody is asked for the password again.',
  },
  arrivals: { name: 'Arrivals', what: 'Who waited in the lobby and was let in or sent away.' },
  bans: { name: 'Bans', what: 'Who was removed from a meeting and may not come back.' },
  links: { name: 'Names on links', what: 'Guests’ names on links that ended.' },
  guests: { name: 'Guests', what: 'People without an account who came by a link or a number.' },
  sessions: { name: 'Sessions', what: 'Logins that ended.' },
  launches: { name: 'Launches', what: 'Openings from a course page.' },
  messages: { name: 'Messages', what: 'Mail, messages and pushes that were sent or given up.' },
  audit: { name: 'Audit log', what: 'Who did what to whom.' },
  'unconfirmed-applications': {
    name: 'Unconfirmed applications',
    what: 'Applications whose address nobody confirmed.',
  },
  'decided-applications': {
    name: 'Decided applications',
    what: 'Applications that were accepted or refused.',
  },
  sheets: {
    name: 'Sheets',
    what: 'What the rows of registration sheets say; the verdicts stay.',
  },
  'roster-reports': {
    name: 'Reports of syncs',
    what: 'Names in reports of the directory and the LMS; the counts stay.',
  },
  erasures: { name: 'Receipts of erasure', what: 'Requests that are closed.' },
  leavers: {
    name: 'People who left',
    what: 'Deactivated people, with everything that is kept about them.',
  },
};

export const namesZh: typeof namesEn = {
  attendance: { name: '出席记录', what: '谁何时在哪个会议中。期满后只保留会议的总计。' },
  calls: { name: '呼叫', what: '谁呼叫了谁，以及未接来电。' },
  admissions: { name: '已通过的入口', what: '谁从哪个入口进入，以免重复询问密码。' },
  arrivals: { name: '到达记录', what: '谁在等候室等候，被准许进入或被拒绝。' },
  bans: { name: '禁入名单', what: '被移出会议且不得返回的人。' },
  links: { name: '链接上的姓名', what: '已失效链接上的访客姓名。' },
  guests: { name: '访客', what: '通过链接或会议号进入的无账号人员。' },
  sessions: { name: '登录会话', what: '已结束的登录。' },
  launches: { name: '平台启动', what: '从课程页面打开的记录。' },
  messages: { name: '消息', what: '已发送或已放弃的邮件、消息和推送。' },
  audit: { name: '操作日志', what: '谁对谁做了什么。' },
  'unconfirmed-applications': { name: '未确认的申请', what: '邮箱未经确认的申请。' },
  'decided-applications': { name: '已处理的申请', what: '已通过或未通过的申请。' },
  sheets: { name: '登记表', what: '登记表各行的内容；结论保留。' },
  'roster-reports': { name: '同步报告', what: '目录和教学平台报告中的姓名；数量保留。' },
  erasures: { name: '删除回执', what: '已结束的删除申请。' },
  leavers: { name: '离校人员', what: '已停用的人员及其全部数据。' },
};
