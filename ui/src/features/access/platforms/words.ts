import { useI18n } from 'vue-i18n';

const en = {
  title: 'Platforms',
  intro:
    'Learning platforms (Moodle and other LMSs) whose course pages open this service. One that registers itself waits here for your approval.',
  none: 'No platform is registered yet',
  noneWords:
    'Make a registration link and paste it into the LMS, in Moodle: Site administration → Plugins → Activity modules → External tool → Manage tools.',
  newLink: 'New registration link',
  linkTitle: 'For one platform, until {time}',
  linkWords:
    'Give it to the administrator of the LMS only. It works once; the platform still needs your approval.',
  copy: 'Copy',
  status: { pending: 'Waits for approval', active: 'Active', suspended: 'Suspended' },
  registered: 'Registered',
  how: {
    command: '{time}, at the command line',
    link: '{time}, by itself, with a link from the command line',
    linkBy: '{time}, by itself, with a link from {name}',
    open: '{time}, by itself, without a link',
  },
  issuer: 'Issuer',
  client: 'Client id',
  deployments: 'Deployments',
  anyDeployment: 'any of this client',
  origins: 'Addresses',
  strangeTitle: 'A launch named services elsewhere',
  strangeWords:
    '{origin} is not among its addresses and was not called. Add it only if you know it.',
  addOrigin: 'Add this address',
  approve: 'Approve',
  again: 'Let in again',
  suspend: 'Suspend',
  remove: 'Remove',
  settings: 'Settings',
  approveTitle: 'Approve {name}?',
  approveWords:
    'Everybody of {issuer} can then come in by it. Make sure that this is your own LMS, and that the client id is the one that it shows.',
  suspendTitle: 'Suspend {name}?',
  suspendWords:
    'Nobody comes in by it, its course lists are not fetched, and its pages no longer show this service. Meetings that run go on. You can let it in again at any time.',
  removeTitle: 'Remove {name}?',
  removeWords:
    'All its links stop working, its course lists are not fetched any more, and it would have to be registered anew. People, courses and meetings stay.',
  cancel: 'Cancel',
  vouches: 'What it may vouch for',
  vouchesWords:
    'Tick a field only if people cannot change it there themselves. What it may not vouch for never makes two accounts one person.',
  keys: { campusNumber: 'Campus number (ID number)', mail: 'Mail address', phone: 'Phone number' },
  lockTitle: 'How to lock a field in Moodle',
  lockWords:
    'Site administration → Plugins → Authentication → the method by which people log in → “Lock value” for ID number, Email address or Phone: “Locked”; for each method that is enabled. By default everybody edits the own ID number (moodle/user:editownprofile).',
  nothingVouched: 'only its own ids',
  furtherOrigins: 'Further addresses of its services',
  furtherHint:
    'One a line, like https://lms.uni.edu. Course lists are fetched there and at the addresses above, nowhere else.',
  audience: 'Tokens are meant for',
  audienceHint:
    'Only if the LMS asks for it (authorization server); else empty: its token address.',
  save: 'Save',
  saved: 'Saved.',
  wrongOrigins: 'Each line must be an address without a path, like https://lms.uni.edu.',
};

const zh: typeof en = {
  title: '学习平台',
  intro: '课程页面可打开本服务的学习平台（Moodle 及其他 LMS）。自行登记的平台须在此由您批准。',
  none: '尚未登记任何平台',
  noneWords:
    '请生成登记链接，并粘贴到学习平台中。Moodle：网站管理 → 插件 → 活动模块 → 外部工具 → 管理工具。',
  newLink: '新建登记链接',
  linkTitle: '供一个平台使用，{time}前有效',
  linkWords: '请只交给该学习平台的管理员。链接只能使用一次；登记后仍须由您批准。',
  copy: '复制',
  status: { pending: '等待批准', active: '使用中', suspended: '已停用' },
  registered: '登记',
  how: {
    command: '{time}，通过命令行',
    link: '{time}，自行登记，链接来自命令行',
    linkBy: '{time}，自行登记，链接由{name}提供',
    open: '{time}，自行登记，未使用链接',
  },
  issuer: '签发者（Issuer）',
  client: '客户端 ID',
  deployments: '部署 ID',
  anyDeployment: '该客户端的任何部署',
  origins: '地址',
  strangeTitle: '有一次打开指向了其他地址的服务',
  strangeWords: '{origin} 不在其地址之列，因此未被访问。只有在您确认该地址无误时才添加。',
  addOrigin: '添加此地址',
  approve: '批准',
  again: '重新启用',
  suspend: '停用',
  remove: '移除',
  settings: '设置',
  approveTitle: '批准{name}？',
  approveWords:
    '批准后，{issuer} 的所有用户都可由此进入。请确认这是贵校自己的学习平台，且客户端 ID 与其显示的一致。',
  suspendTitle: '停用{name}？',
  suspendWords:
    '任何人都不能由此进入，不再获取其课程名单，其页面也不再显示本服务。正在进行的会议不受影响。可随时重新启用。',
  removeTitle: '移除{name}？',
  removeWords: '其全部链接将失效，不再获取其课程名单；如需使用须重新登记。人员、课程和会议会保留。',
  cancel: '取消',
  vouches: '可以担保的信息',
  vouchesWords:
    '只有当用户在该平台上不能自行修改某项信息时才勾选。未勾选的信息绝不会使两个账号合并为一个人。',
  keys: { campusNumber: '工号/学号（ID number）', mail: '邮箱', phone: '手机号' },
  lockTitle: '如何在 Moodle 中锁定字段',
  lockWords:
    '网站管理 → 插件 → 身份验证 → 用户登录所用的方式 → 将“ID 号”“电子邮箱”或“电话”的“锁定值”设为“已锁定”；每个已启用的方式都要设置。默认情况下，任何人都能修改自己的 ID 号（moodle/user:editownprofile）。',
  nothingVouched: '仅其自身的账号 ID',
  furtherOrigins: '其服务的其他地址',
  furtherHint: '每行一个，例如 https://lms.uni.edu。课程名单只从这些地址及上述地址获取。',
  audience: '令牌的受众（audience）',
  audienceHint: '仅当学习平台要求时填写（authorization server）；否则留空，即其令牌地址。',
  save: '保存',
  saved: '已保存。',
  wrongOrigins: '每行须为不含路径的地址，例如 https://lms.uni.edu。',
};

/** The words of the platforms' page: they come with it, not with the first load of the panel. */
export const usePlatformWords = () =>
  useI18n({ useScope: 'local', inheritLocale: true, messages: { en, 'zh-CN': zh } });
