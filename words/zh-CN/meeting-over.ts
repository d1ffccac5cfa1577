import * as common from './common.ts';

/** Why somebody is not in the meeting (any more). */
export const meetingOver = {
  over: {
    left: { title: '您已离开会议', words: '会议仍在进行，您可以重新加入。' },
    'ended-by-me': { title: '您已结束会议', words: '所有人都已离开。' },
    ended: { title: '会议已结束', words: '主持人已为所有人结束会议，或会议此前已结束。' },
    kicked: { title: '主持人将您移出了会议', words: '如果是误操作，您可以重新加入。' },
    'guests-ended': { title: '访客已不能继续参加', words: '该课程的会议现在仅限课程成员参加。' },
    'put-out': {
      title: '您已不能继续参加此会议',
      words: '您已不在该课程中，您使用的邀请链接已被撤回，或您的登录已失效。',
    },
    replaced: {
      title: '您已从别处加入',
      words: '您已在另一个标签页或设备上参加此会议，只能保留一处。',
    },
    'fleet-full': {
      title: '视频服务器已满',
      words: '暂时无法再接入更多人，请稍后再试。',
    },
    full: { title: '会议人数已满', words: '所有席位都已占用。请等有人离开后再试。' },
    network: { title: '连接已中断', words: '无法重新连接会议。请检查网络后重试。' },
    'token-refused': {
      title: '会议服务器未接受您的入场凭证',
      words: '重试可获取新的凭证。如果仍然失败，请刷新课程页面。',
    },
    'room-mismatch': {
      title: '会议服务器未允许您进入',
      words: '您的凭证属于另一个会议。请重试，或刷新课程页面。',
    },
    'no-focus': { title: '会议未能建立', words: '会议服务器在线，但尚未就绪。请一分钟后重试。' },
    'media-failed': {
      title: '音视频无法连通',
      words: '可能被您所在网络的防火墙阻止。请换一个网络或使用校园 VPN。',
    },
    'library-missing': {
      title: '会议软件加载失败',
      words: '会议服务器未能提供所需文件。请检查网络后重试。',
    },
    incompatible: { title: '浏览器不支持', words: '请使用新版 Chrome、Edge、Firefox 或 Safari。' },
    refused: { title: '未能进入会议' },
    rejoin: '重新加入',
    join: common.joinWithAnID,
    tryAgain: common.tryAgain,
    closeTab: '关闭此标签页',
    /** For guests, who have no page here to go to. */
    closePage: '现在可以关闭此页面了。',
    toCourse: '返回课程',
  },
};
