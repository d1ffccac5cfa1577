/** Whom the sign-in page offers first, and what one can try as them. */
export interface Featured {
  username: string;
  group: 'itAdmin' | 'teacher' | 'student' | 'departmentAdmin' | 'odd';
  zh: string;
  en: string;
}

export const featured: Featured[] = [
  {
    username: 't0001',
    group: 'teacher',
    zh: '《数据结构》主讲：发起会议、邀请学生',
    en: 'Teaches Data Structures: starts meetings, invites students',
  },
  {
    username: 't0002',
    group: 'teacher',
    zh: '《数据结构》助教，《操作系统》主讲',
    en: 'Assists in Data Structures, teaches Operating Systems',
  },
  {
    username: 't0003',
    group: 'teacher',
    zh: '《操作系统》助教，只主持实验A班',
    en: 'Assists in Operating Systems, hosts Lab A only',
  },
  {
    username: 't0021',
    group: 'teacher',
    zh: '《大学英语》主讲：500 人的课',
    en: 'Teaches College English: a course of 500',
  },
  {
    username: 't0016',
    group: 'teacher',
    zh: '《Circuits & Signals》：各种嵌入权限',
    en: 'Circuits & Signals: frames with other permissions',
  },
  {
    username: 't0020',
    group: 'teacher',
    zh: '计算机学院教学主任，管理全院课程',
    en: 'Manages every course of the College of Computing',
  },
  {
    username: 's202300001',
    group: 'student',
    zh: '《数据结构》学生，第1组',
    en: 'Data Structures, group 1',
  },
  {
    username: 's202300002',
    group: 'student',
    zh: '《数据结构》学生，Group 2',
    en: 'Data Structures, Group 2',
  },
  {
    username: 's202300009',
    group: 'student',
    zh: '留学生，西文姓名',
    en: 'From abroad, with a Western name',
  },
  {
    username: 's202300300',
    group: 'student',
    zh: '只选了《大学英语》等大课',
    en: 'Takes College English with 499 others',
  },
  {
    username: 'admin',
    group: 'itAdmin',
    zh: '注册工具、查看所有课程',
    en: 'Registers tools, sees every course',
  },
  {
    username: 'admin-03',
    group: 'departmentAdmin',
    zh: '软件工程系：导入、同步成员',
    en: 'Software Engineering: imports and syncs members',
  },
  { username: 'admin-07', group: 'departmentAdmin', zh: '会计系', en: 'Accounting' },
  { username: 'odd_amp', group: 'odd', zh: '姓名里有 & 和引号', en: 'A name with & and quotes' },
  { username: 'odd_rare', group: 'odd', zh: '四字节汉字', en: 'Han characters of four bytes' },
  { username: 'odd_rtl', group: 'odd', zh: '从右到左的文字', en: 'Right-to-left text' },
  { username: 'odd_emoji', group: 'odd', zh: '姓名里有表情符号', en: 'A name with emoji' },
  {
    username: 's202300061',
    group: 'odd',
    zh: '选课已停用：进不了《数据结构》',
    en: 'Enrolment suspended: cannot enter Data Structures',
  },
  { username: 's202300062', group: 'odd', zh: '选课已到期', en: 'Enrolment expired' },
  {
    username: 'odd_suspended',
    group: 'odd',
    zh: '账号已停用：无法登录',
    en: 'Account suspended: cannot sign in',
  },
];

/** Groups in the order of the sign-in page. */
export const groups = ['teacher', 'student', 'departmentAdmin', 'itAdmin', 'odd'] as const;
