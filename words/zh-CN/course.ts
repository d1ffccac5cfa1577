import * as common from './common.ts';
import * as shared from './shared.ts';

export const course = {
  course: {
    attendance: shared.attendance,
    whoIsMissing: '谁还没到？',
    now: '当前会议',
    failed: '课程加载失败',
    members: '{n} 名成员',
    roles: {
      'editing-teacher': common.teacher,
      teacher: '助教',
      manager: '管理员',
      student: common.student,
      other: common.member,
    },
    plan: '计划会议',
    coming: '下次会议：{time}',
    start: '开始会议',
    startAnother: '另开一个会议',
    another: '在此会议之外另开一个会议',
    join: '加入会议',
    joinAgain: '在这里也加入',
    toTab: '回到会议标签页',
    inOtherTab: '您已在另一个标签页中参加此会议。',
    liveNow: '正在进行',
    courseMeeting: '全体课程会议',
    alsoLive: '其他正在进行的会议',
    present: '参会人数',
    presentShort: '{n} 人在会',
    since: '{time} 开始',
    startedBy: '发起人',
    forWhom: '面向',
    everyone: '全体课程成员',
    idle: {
      title: '当前没有会议',
      words: '开始后，课程的 {n} 名成员会立即在此页面看到会议。',
    },
    waiting: {
      title: common.theMeetingHasNotStarted,
      words: '请停留在此页面：会议一开始，这里会自动显示。',
    },
    planned: {
      host: '您可以随时开始；到时间会自动开始。',
    },
    place: {
      'own-tab-for-share': '会议将在单独的标签页中打开。此页面保持打开，并同步会议状态。',
      'own-tab-for-devices': '此页面无法使用您的摄像头和麦克风，因此会议将在单独的标签页中打开。',
    },
    blocked: {
      title: common.yourBrowserBlockedTheNew,
      link: '点此打开会议',
    },
    ownName: {
      label: common.yourName,
      hint: '教学平台未提供您的姓名。请填写一个，便于他人知道是谁在发言；该姓名会标注为“自填”。',
      given: '他人会看到此姓名，并标注为“自填”。',
      give: '使用此姓名',
      unfit: '请填写不超过 60 个字符的姓名。',
    },
    earlier: '以往会议',
    noEarlier: '暂无。',
    showAll: '显示全部 {count} 个',
  },
};
