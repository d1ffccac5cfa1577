import * as common from './common.ts';

export const general = {
  common: {
    allMeetings: '我的全部会议',
    endForAll: '结束会议',
    endTitle: '为所有人结束会议？',
    endWords: '所有人都将离开会议。您可以随时开始新的会议。',
    loading: '请稍候……',
    retry: common.tryAgain,
    more: common.showMore,
    close: common.close,
    cancel: common.cancel,
    host: '主持人',
    guest: '来宾',
    you: '我',
    unnamed: '未命名',
    requestId: '报修编号：{id}',
    copied: '已复制',
    failed: '浏览器不允许复制。请手动选择文字并复制。',
  },
  maintenance: {
    title: '系统维护中。',
    words: '可以照常查看和参加会议，但暂时无法进行任何更改。',
    until: '预计 {time} 结束。',
    open: '结束时间待定。',
    longer: '维护时间将有所延长。',
  },
  time: {
    justNow: '刚刚',
    minutes: '{minutes} 分钟',
    hours: common.hoursAndMinutes,
  },
  session: {
    openingTab: '正在打开会议……',
    openingHome: '正在打开您的会议……',
    failed: '会议服务没有响应',
    lost: {
      title: '请从课程页面重新进入',
      words: '此页面的登录已失效。请刷新课程页面，再从那里打开会议。',
      logIn: '或在此登录',
    },
    over: {
      title: '登录已失效',
      words: '请重新登录，登录后将回到此页面。',
      logIn: common.logIn,
      join: common.joinWithAnID,
    },
  },
  portal: {
    refused: '门户未能为您登录',
    ringer: common.incomingCalls,
  },
  notFound: {
    title: '此地址没有内容',
    words: '链接可能不完整。请从课程页面打开会议。',
  },
};
