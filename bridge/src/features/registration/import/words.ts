import type { RowStatus, RowIssue } from './batch.ts';
import type { RowConflict } from './import-rows.ts';

/** The words of downloaded sheets; the panel has its own. */
export interface SheetWords {
  statusHeader: string;
  reasonHeader: string;
  verdicts: Record<RowStatus, string>;
  flaws: Record<RowIssue['flaw'], string>;
  conflicts: Record<RowConflict, string>;
  explanations: string;
  explained: readonly (readonly [string, string])[];
  people: string;
  hidden: string;
}

const zh: SheetWords = {
  statusHeader: '处理结果',
  reasonHeader: '说明',
  verdicts: { new: '新增', update: '更新', unchanged: '无变化', conflict: '冲突', error: '错误' },
  flaws: {
    missing: '必填',
    'too-long': '过长',
    'control-characters': '含有不可见字符',
    'digits-lost': '数字已被表格软件截断，请将该列设为文本后重新填写',
    'not-a-kind': '请填写：教师、学生或职工',
    'not-a-number': '只能包含字母、数字、- _ .',
    'not-an-email': '不是有效的邮箱',
    'not-a-phone': '不是有效的手机号',
    'not-a-date': '不是有效的日期，例如 2027-07-01',
    'unknown-department': '没有这个部门，或有多个同名部门（请写作 学院/系）',
    'foreign-department': '不在您的管理范围内',
    'looks-like-a-formula': '不能以 = + @ 开头',
    'in-the-past': '日期已过',
    'twice-in-sheet': '与表中另一行重复',
  },
  conflicts: {
    'several-people': '多人使用此工号、邮箱或手机号',
    'other-person': '此邮箱属于工号不同的另一人',
    'different-person': '此工号属于姓名和邮箱都不同的另一人',
    elsewhere: '此人属于其他部门',
    administrator: '此人是管理员，仅系统管理员可修改',
    'login-key': '此人已有账号，新的邮箱或手机号可用于登录，仅系统管理员可填写；留空则可登记',
  },
  explanations: '填写说明',
  explained: [
    ['姓名 Name', '必填。例如：王芳'],
    ['身份 Kind', '必填。教师、学生或职工'],
    ['工号/学号 Campus number', '必填，全校唯一。请保持文本格式，以免末尾数字丢失'],
    ['院系 Department', '必填。您管理范围内的部门；同名部门请写作 学院/系'],
    ['邮箱 E-mail', '选填。登记通知会发送到此邮箱'],
    ['手机号 Mobile phone', '选填。用于接收登录验证码；国外号码请以 + 开头'],
    ['有效期至 Valid until', '选填。例如 2027-07-01'],
  ],
  people: '人员',
  hidden: '该行在表格中被隐藏',
};

const en: SheetWords = {
  statusHeader: 'Verdict',
  reasonHeader: 'Reason',
  verdicts: {
    new: 'new',
    update: 'update',
    unchanged: 'unchanged',
    conflict: 'conflict',
    error: 'error',
  },
  flaws: {
    missing: 'must be filled in',
    'too-long': 'is too long',
    'control-characters': 'holds characters that cannot be seen',
    'digits-lost': 'the spreadsheet dropped digits: make the column text and type it again',
    'not-a-kind': 'write teacher, student or staff',
    'not-a-number': 'may hold letters, digits and - _ . only',
    'not-an-email': 'is no mail address',
    'not-a-phone': 'is no telephone number',
    'not-a-date': 'is no date; write 2027-07-01',
    'unknown-department': 'there is no such unit, or several: write College/Department',
    'foreign-department': 'is outside of what you administer',
    'looks-like-a-formula': 'must not begin with = + @',
    'in-the-past': 'lies in the past',
    'twice-in-sheet': 'stands in another row as well',
  },
  conflicts: {
    'several-people': 'several people have this number, mail address or telephone',
    'other-person': 'another person, with another campus number, has this mail address',
    'different-person': 'somebody with another name and mail address has this campus number',
    elsewhere: 'the person belongs to another department',
    administrator: 'the person is an administrator: only a system administrator may change them',
    'login-key':
      'the person has an account that a new mail address or telephone would open: only a system administrator may enter it; leave both empty to register the person',
  },
  explanations: 'Explanations',
  explained: [
    ['姓名 Name', 'Required, for example Wang Fang'],
    ['身份 Kind', 'Required: teacher, student or staff'],
    [
      '工号/学号 Campus number',
      'Required, one for each person. Keep it as text, or digits get lost',
    ],
    [
      '院系 Department',
      'Required: a unit that you administer; of two alike write College/Department',
    ],
    ['邮箱 E-mail', 'Optional. The letter about the registration goes there'],
    [
      '手机号 Mobile phone',
      'Optional. Codes for logging in go there; begin foreign numbers with +',
    ],
    ['有效期至 Valid until', 'Optional, for example 2027-07-01'],
  ],
  people: 'People',
  hidden: 'this row is hidden in the sheet',
};

export const sheetWords = { 'zh-CN': zh, en } as const;
