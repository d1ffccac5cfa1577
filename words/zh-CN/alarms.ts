import * as shared from './shared.ts';
import type { alarms as words } from '../en/alarms.ts';

/** What is wrong with the servers and what is to be done, for campus IT: on the page and by mail. */
export const alarms: typeof words = {
  open: shared.alarms,
  over: '已结束的告警（{count}）',
  since: '自 {when} 起',
  lasted: '{from} 至 {to}',
  acknowledge: '由我处理',
  acknowledgeOne: '由我处理：{title}',
  acknowledged: '{name} 正在处理，自 {when} 起',
  overTitle: '已恢复：{title}',
  overWords: '已恢复正常一段时间，无需处理。',
  kinds: {
    'jicofo-silent': {
      title: 'Jicofo 没有响应',
      todo: '进行中的会议不受影响，但无法再加入会议。请查看 systemctl status campus-jicofo（Debian 软件包自带的服务为 jicofo）及其日志，并检查 JICOFO_URL（npm run campus -- doctor）。',
    },
    'prosody-silent': {
      title: 'Prosody 没有响应',
      todo: '无法加入会议，也不会记录出席情况。请查看 systemctl status prosody 及其日志，并检查 JITSI_COMMANDS_URL。',
    },
    'no-videobridge': {
      title: '没有可用的视频桥',
      todo: '从第三位参会者起，彼此看不到也听不到。请启动视频桥；它们必须位于 Jicofo 的 bridge.brewery-jid 所指定的 XMPP 房间中。',
    },
    'videobridge-down': {
      title: '视频桥 {subject} 无法工作',
      todo: '其上的参会者已转到其他视频桥。请在该服务器上查看 systemctl status campus-jvb-{subject}（Debian 软件包自带的服务为 jitsi-videobridge2）；若其仍在运行，请检查与 Prosody 的连接及健康状态（/about/health）。',
    },
    'videobridge-overloaded': {
      title: '视频桥 {subject} 过载',
      todo: '其他视频桥有余量时，新参会者会分配到别处。若全部繁忙，请增加视频桥；若仅此一个，请将其排空并转移部分参会者。',
    },
    'relay-ids-doubled': {
      title: '两个视频桥的 relay id 均为 {subject}',
      todo: '跨越两者的会议会中断。请为每个视频桥设置不同的 videobridge.relay.relay-id 并重启。',
    },
    'versions-differ': {
      title: '视频桥的版本不一致',
      todo: '同一会议不会使用两个版本，因此大型会议无法分摊。请统一版本：先排空一个，升级后恢复接入，再处理下一个。',
    },
    'sync-failed': {
      title: '{subject} 最近一次同步失败',
      todo: '人员和课程仍为上一次同步的结果。原因见同步记录；可用 npm run campus -- directory 或 npm run campus -- moodle 测试数据来源。',
    },
    'sync-overdue': {
      title: '{subject} 的同步已逾期',
      todo: '应在一个多小时前开始，但尚未进行。当时服务是否在运行？可手动同步：npm run campus -- sync {subject}。',
    },
    'outbox-stuck': {
      title: '有消息等待发送已超过 15 分钟',
      todo: '验证码和邀请无法送达。请查看服务商的答复（已发送的消息）、SMTP_URL 和 SMS_URL，以及邮件服务器是否接收邮件。',
    },
    'queue-stuck': {
      title: '有人在排队入会，但无人能进入',
      todo: '已有一分钟无人进入会议室，而仍有人在排队。请检查 Prosody 是否应答（npm run campus -- doctor），以及其入会通知能否到达本服务：检查 Prosody 的 campus_meet_events_url 和 campus_meet_secret，以及本服务的 JITSI_MESSAGE_SECRET。',
    },
  },
};
