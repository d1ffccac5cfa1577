import * as common from './common.ts';
import * as shared from './shared.ts';
import type { operationsHistory as words } from '../en/operations-history.ts';

/** What was so over time, for campus IT. */
export const operationsHistory: typeof words = {
  title: '变化趋势',
  unknown: shared.nothing,
  range: '时间范围',
  ranges: { hour: '一小时', day: '一天', week: '一周', month: common.thirtyDays },
  asTable: '显示为表格',
  nothing: '这段时间还没有数据：数据每分钟采集一次。',
  until: '截至',
  meetings: common.meetings,
  people: '会议中的人数',
  joins: '进入会议',
  joined: '已进入',
  missed: '未能进入',
  waits: '等待时间（秒，95% 的人不超过此值）',
  joinMs: '进入会议室用时（秒）',
  ringMs: '开始振铃用时（秒）',
  stress: '视频桥负载',
  stressOf: '{id} 负载',
  described: '{name}：现在 {last}，最高 {most}。',
};
