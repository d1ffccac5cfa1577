import type { invitation as words } from '../en/invitation.ts';

/** 邀请文字：由他人阅读，语言可与界面不同。 */
export const invitation: typeof words = {
  head: '{host} 邀请您参加“{title}”',
  headPersonal: '{host} 邀请您参加个人会议',
  headAlone: '邀请您参加“{title}”',
  when: '时间：{time}',
  weekly: '每{days}，至 {until}',
  biweekly: '每两周的{days}（单双周），至 {until}',
  skipped: '{days}除外',
  link: '在浏览器中打开：{url}',
  number: '会议号：{number}',
  password: '密码：{password}',
  how: '无需账号和应用：打开链接，或在 {place} 输入会议号即可。',
  campus: '仅限校内人员：请使用校园账号登录。',
  invited: '仅限受邀人员：请登录后加入。',
};
