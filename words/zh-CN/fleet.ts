import * as common from './common.ts';
import * as shared from './shared.ts';
import type { fleet as words } from '../en/fleet.ts';

/** Jicofo, the videobridges and the meetings on them, for campus IT. */
export const fleet: typeof words = {
  title: '运行状态',
  asOf: '截至 {when}，每十秒更新',
  unknown: shared.nothing,
  comma: common.listComma,
  cancel: common.cancel,
  undo: shared.undo,
  notConfigured: '尚未配置视频桥',
  notConfiguredWords:
    '请将 JICOFO_URL 设为 Jicofo 的内部 HTTP 地址（http://127.0.0.1:8888），将 VIDEOBRIDGE_URLS 设为各视频桥的地址（jvb1=http://10.0.0.11:8080，…），本页即可显示其状态。',
  jicofo: {
    unwell: 'Jicofo 报告异常：',
    silent: 'Jicofo 没有响应。进行中的会议不受影响，但无法再加入会议。',
    refused: 'JICOFO_URL 处的服务不是 Jicofo，或其 REST 接口已关闭（jicofo.rest.debug）。',
    'not-configured': '尚未配置 Jicofo 的地址（JICOFO_URL），无法得知负载、席位和会议。',
  },
  room: '容量',
  meetings: '会议',
  people: common.people,
  seatsLeft: '剩余席位',
  roomUnknown: 'Jicofo 没有响应，无法得知还能容纳多少人。',
  classes:
    '无法再容纳 {size} 人的课堂。 | 约可再开 1 个 {size} 人的课堂。 | 约可再开 {count} 个 {size} 人的课堂。',
  oneFits: '一场 {most} 人的会议：可以。',
  oneDoesNotFit: '一场 {most} 人的会议：不可以，最多 {room} 人。',
  reckoned:
    '按 Jicofo 的规则计算：视频桥负载达到 {threshold} 为止，同一会议在每个视频桥上最多 {most} 人。',
  reckonedWithoutBound: '按 Jicofo 的规则计算：视频桥负载达到 {threshold} 为止。',
  videobridge: '视频桥',
  videobridges: '视频桥',
  state: shared.state,
  stress: '负载',
  noVideobridges: 'Jicofo 没有可用的视频桥。',
  states: {
    well: '正常',
    overloaded: '过载',
    draining: '排空中',
    ending: '关闭中',
    ill: '不可用',
    unlisted: 'Jicofo 未识别',
    away: '没有响应',
  },
  answers: {
    well: '',
    unwell: '自身报告异常',
    silent: '其地址没有响应',
    refused: '其统计接口已关闭（videobridge.apis.rest.enabled）',
    'not-configured': '未在 VIDEOBRIDGE_URLS 中配置地址',
  },
  failingIce: '许多连接失败（ICE）',
  traffic: '入 {in} / 出 {out} Mbit/s',
  drain: '排空',
  drainOne: '排空：{id}',
  undrain: '恢复接入',
  undrainOne: '恢复接入：{id}',
  drained: '新参会者不再分配到 {id}，已在其上的不受影响。',
  move: '转移参会者',
  moveFrom: '转移参会者：{id}',
  moveTitle: '转移 {id} 上的所有参会者？',
  moveWords:
    '其上没有参会者。 | 1 名参会者将被转移到其他视频桥，画面和声音会中断几秒。 | {count} 名参会者将被转移到其他视频桥，每人的画面和声音会中断几秒。',
  moved:
    '没有从 {id} 转移参会者。 | 已从 {id} 转移 1 名参会者。 | 已从 {id} 转移 {count} 名参会者。',
  liveMeetings: '进行中的会议',
  meeting: shared.meeting,
  owner: '所有者',
  since: '开始时间',
  carries: '{id}：{people}',
  foreign: '并非由 Campus Meet 开启的会议室',
  noMeetings: '当前没有进行中的会议。',
  moreMeetings: '另有 {count} 个较小的会议未显示。',
};
