import * as common from './common.ts';
import * as shared from './shared.ts';
import type { platforms as words } from '../en/platforms.ts';

/** The learning platforms that may launch us. */
export const platforms: typeof words = {
  title: shared.platforms,
  intro: '课程页面可打开本服务的学习平台（Moodle 及其他 LMS）。自行登记的平台须在此由您批准。',
  none: '尚未登记任何平台',
  noneWords:
    '请生成登记链接，并粘贴到学习平台中。Moodle：网站管理 → 插件 → 活动模块 → 外部工具 → 管理工具。',
  newLink: '新建登记链接',
  linkTitle: '供一个平台使用，{time}前有效',
  linkWords: '请只交给该学习平台的管理员。链接只能使用一次；登记后仍须由您批准。',
  copy: '复制',
  status: { pending: '等待批准', active: '使用中', suspended: shared.suspended },
  registered: shared.registered,
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
  settings: common.settings,
  approveTitle: '批准{name}？',
  approveWords:
    '批准后，{issuer} 的所有用户都可由此进入。请确认这是贵校自己的学习平台，且客户端 ID 与其显示的一致。',
  suspendTitle: '停用{name}？',
  suspendWords:
    '任何人都不能由此进入，不再获取其课程名单，其页面也不再显示本服务。正在进行的会议不受影响。可随时重新启用。',
  removeTitle: '移除{name}？',
  removeWords: '其全部链接将失效，不再获取其课程名单；如需使用须重新登记。人员、课程和会议会保留。',
  cancel: common.cancel,
  vouches: '可以担保的信息',
  vouchesWords:
    '只有当用户在该平台上不能自行修改某项信息时才勾选。未勾选的信息绝不会使两个账号合并为一个人。',
  keys: { campusNumber: '工号/学号（ID number）', mail: shared.mailAddress, phone: '手机号' },
  lockTitle: '如何在 Moodle 中锁定字段',
  lockWords:
    '网站管理 → 插件 → 身份验证 → 用户登录所用的方式 → 将“ID 号”“电子邮箱”或“电话”的“锁定值”设为“已锁定”；每个已启用的方式都要设置。默认情况下，任何人都能修改自己的 ID 号（moodle/user:editownprofile）。',
  nothingVouched: '仅其自身的账号 ID',
  furtherOrigins: '其服务的其他地址',
  furtherHint: '每行一个，例如 https://lms.uni.edu。课程名单只从这些地址及上述地址获取。',
  audience: '令牌的受众（audience）',
  audienceHint: '仅当学习平台要求时填写（authorization server）；否则留空，即其令牌地址。',
  save: common.save,
  saved: common.saved,
  wrongOrigins: '每行须为不含路径的地址，例如 https://lms.uni.edu。',
};
