import * as common from './common.ts';
import * as shared from './shared.ts';
import type { adminFrame as words } from '../en/admin-frame.ts';

/** The words of the administration's frame and of its overview. */
export const adminFrame: typeof words = {
  directory: shared.departmentDirectory,
  conflicts: shared.conflicts,
  letters: shared.messageTemplates,
  platforms: shared.platforms,
  capacity: shared.capacity,
  privacy: shared.privacy,
  overview: '概览',
  allParts: '全部功能',
  groups: {
    people: common.people,
    messages: common.messages,
    servers: '服务器',
    oversight: '监督',
  },
  operations: shared.operations,
  waitsForYou: '待您处理',
  nothingWaits: '没有待处理事项',
  nothingWaitsWords: '需要您决定或处理的事项会显示在这里。',
  waitingNow: '有{count}项待您处理',
  waits: {
    applications: '份登记申请待处理',
    'sheets-to-review': '份表格待审核',
    'sheets-returned': '份表格被退回',
    conflicts: '项身份冲突待处理',
    'directory-runs': '项目录变更待确认',
    'dead-letters': '条消息未能送达',
    platforms: '个学习平台待批准',
    erasures: '份删除请求待处理',
    alarms: '个告警无人处理',
  },
  lastDone: '最近操作',
  wholeLog: '全部操作日志',
  firstSteps: '从这里开始',
  steps: {
    registration: {
      title: '用表格登记本部门人员',
      words: '下载模板并填写；生效之前，可逐行查看结果。',
    },
    directory: {
      title: '将本部门与校园目录核对',
      words: '“检查”会显示加入、离开或调动的人员；在您确认之前不会修改任何内容。',
    },
    admins: {
      title: '为每个部门指定管理员',
      words: '他们登记本部门人员，且看不到其他部门的人员。',
    },
  },
};
