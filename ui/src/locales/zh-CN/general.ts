export const general = {
  common: {
    loading: '请稍候……',
    retry: '重试',
    close: '关闭',
    cancel: '取消',
    host: '主持人',
    you: '我',
    unnamed: '未命名',
    requestId: '报修编号：{id}',
  },
  time: {
    justNow: '刚刚',
    minutes: '{minutes} 分钟',
    hours: '{hours} 小时 {minutes} 分钟',
  },
  session: {
    openingTab: '正在打开会议……',
    failed: '会议服务没有响应',
    lost: {
      title: '请从课程页面重新进入',
      words: '此页面的登录已失效。请刷新课程页面，再从那里打开会议。',
    },
  },
  home: {
    title: '请从课程中打开“校园会议”',
    words: '会议在教学平台的课程页面中发起。请进入您的课程，打开其中的会议活动。',
  },
  notFound: {
    title: '此地址没有内容',
    words: '链接可能不完整。请从课程页面打开会议。',
  },
};
