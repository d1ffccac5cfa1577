/** How kinds of sources are called in mails. */
const names: Record<string, [en: string, zh: string]> = {
  ldap: ['the campus directory', '校园目录'],
  sheet: ['a department’s sheet', '院系登记表'],
  application: ['an application', '账号申请'],
  moodle: ['the LMS', '教学平台'],
  lti: ['the LMS', '教学平台'],
  nrps: ['the LMS', '教学平台'],
  portal: ['the portal', '校园门户'],
};

/** The name of a source for people, in a mail's language. */
export function sourceWords(source: string, language: 'en' | 'zh-CN'): string {
  const [en, zh] = names[source.split(':', 1)[0] ?? ''] ?? ['another system', '另一个系统'];
  return language === 'en' ? en : zh;
}
