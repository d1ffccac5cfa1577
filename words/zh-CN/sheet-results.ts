import * as common from './common.ts';
import * as shared from './shared.ts';
import type { sheetResults as words } from '../en/sheet-results.ts';

/** 下载的表格结果与模板说明。 */
export const sheetResults: typeof words = {
  statusHeader: '处理结果',
  reasonHeader: '说明',
  verdicts: { new: '新增', update: '更新', unchanged: '无变化', conflict: '冲突', error: '错误' },
  flaws: {
    missing: shared.mustBeFilledIn,
    'too-long': shared.isTooLong,
    'control-characters': shared.holdsCharactersThatCannotBe,
    'digits-lost': '数字已被表格软件截断，请将该列设为文本后重新填写',
    'not-a-kind': shared.writeTeacherStudentOrStaff,
    'not-a-number': shared.mayHoldLettersDigitsAnd,
    'not-an-email': shared.isNoMailAddress,
    'not-a-phone': shared.isNoTelephoneNumber,
    'not-a-date': shared.isNoDateWrite2027,
    'unknown-department': '没有这个部门，或有多个同名部门（请写作 学院/系）',
    'foreign-department': shared.isOutsideOfWhatYou,
    'looks-like-a-formula': shared.mustNotBeginWith,
    'in-the-past': shared.liesInThePast,
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
  explained: {
    name: '必填。例如：王芳',
    kind: '必填。教师、学生或职工',
    campusNumber: '必填，全校唯一。请保持文本格式，以免末尾数字丢失',
    department: '必填。您管理范围内的部门；同名部门请写作 学院/系',
    email: '选填。登记通知会发送到此邮箱',
    phone: '选填。用于接收登录验证码；国外号码请以 + 开头',
    expiresOn: '选填。例如 2027-07-01',
  },
  people: common.people,
  hidden: '该行在表格中被隐藏',
};
