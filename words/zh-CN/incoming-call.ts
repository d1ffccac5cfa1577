import * as common from './common.ts';

export const incomingCall = {
  incoming: {
    label: common.incomingCalls,
    title: '{name} 来电',
    heard: '{name} 邀请您加入“{title}”。',
    heardTyping: '{name} 邀请您加入“{title}”。按 F6 键转到来电。',
    into: '会议：{title}',
    others: '· 同时呼叫另外 {n} 人',
    left: '还将振铃 {n} 秒',
    video: '视频接听',
    voice: '语音接听',
    videoShort: '视频',
    voiceShort: '语音',
    decline: '拒绝',
    withMessage: '拒绝并留言',
    send: '拒绝并发送',
    own: '自己写留言',
    quick: {
      class: '我正在上课。',
      later: '我稍后回电。',
      minutes: '请等我十分钟。',
      write: '请给我留言。',
    },
    blocked: '进入会议',
    silent: '点击页面任意位置即可听到铃声。',
    blink: '📞 {name} 来电',
    leaves: '接听后将离开当前会议。',
    stopped: {
      answered: '已在其他设备接听',
      declined: '已在其他设备拒绝',
      busy: '您正在另一通话中',
      'no-answer': common.missedCallFrom,
      unreachable: common.missedCallFrom,
      cancelled: '{name} 已取消呼叫',
    },
  },
};
