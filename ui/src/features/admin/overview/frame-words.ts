/** The words of the administration's frame and of its overview. */
export const frameEn = {
  directory: 'Department directory',
  conflicts: 'Conflicts',
  letters: 'Message templates',
  platforms: 'Platforms',
  privacy: 'Privacy',
  overview: 'Overview',
  allParts: 'All parts',
  groups: { people: 'People', messages: 'Messages', oversight: 'Oversight' },
  waitsForYou: 'Waits for you',
  nothingWaits: 'Nothing waits for you',
  nothingWaitsWords: 'What you have to decide or to mend appears here.',
  waitingNow: '{count} thing waits for you | {count} things wait for you',
  waits: {
    applications: 'application to decide | applications to decide',
    'sheets-to-review': 'sheet to review | sheets to review',
    'sheets-returned': 'sheet returned to you | sheets returned to you',
    conflicts: 'conflict to decide | conflicts to decide',
    'directory-runs': 'directory change waits for your yes | directory changes wait for your yes',
    'dead-letters': 'message could not be delivered | messages could not be delivered',
    platforms: 'learning platform waits for approval | learning platforms wait for approval',
    erasures: 'request for erasure | requests for erasure',
  },
  lastDone: 'Done last',
  wholeLog: 'Whole audit log',
  firstSteps: 'First steps',
  steps: {
    registration: {
      title: 'Register your people by a sheet',
      words:
        'Download the template, fill it in, and look at the verdict for every row before anything changes.',
    },
    directory: {
      title: 'Compare your department with the directory',
      words: 'Check shows who joins, leaves or moves; nothing is changed before you apply it.',
    },
    admins: {
      title: 'Name an administrator for every department',
      words: 'They register their own people, and see nobody else’s.',
    },
  },
};

export const frameZh: typeof frameEn = {
  directory: '部门目录',
  conflicts: '身份冲突',
  letters: '消息模板',
  platforms: '学习平台',
  privacy: '隐私',
  overview: '概览',
  allParts: '全部功能',
  groups: { people: '人员', messages: '消息', oversight: '监督' },
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
