import { sheets as en } from '../../../../../words/en/sheets.ts';
import { sheets as zh } from '../../../../../words/zh-CN/sheets.ts';

import type { z } from 'zod';
import type { fieldName } from './contract.ts';

/** What a row of the registration sheet says of one person. */
export type FieldName = z.infer<typeof fieldName>;

/** A column of the sheet: how it is headed in either language, and how else people head it. */
export interface Field {
  name: FieldName;
  zh: string;
  en: string;
  /** Other headings that are understood; compared without spaces, case and punctuation. */
  also: readonly string[];
  required: boolean;
  width: number;
}

/** The columns of the template, in order. */
export const fields: readonly Field[] = [
  {
    name: 'name',
    zh: zh.fields.name,
    en: en.fields.name,
    also: ['名字', '真实姓名', '中文姓名', '姓名全称', 'full name', 'display name'],
    required: true,
    width: 18,
  },
  {
    name: 'kind',
    zh: zh.fields.kind,
    en: en.fields.kind,
    also: [
      '人员类别',
      '类别',
      '类型',
      '角色',
      '人员身份',
      '人员类型',
      '身份类别',
      'role',
      'type',
      'teacher or student',
    ],
    required: true,
    width: 12,
  },
  {
    name: 'campusNumber',
    zh: zh.fields.campusNumber,
    en: en.fields.campusNumber,
    also: [
      '工号',
      '学号',
      '学工号',
      '编号',
      '教工号',
      '职工号',
      '教职工号',
      '学工编号',
      '证号',
      'number',
      'staff number',
      'student number',
      'id',
    ],
    required: true,
    width: 18,
  },
  {
    name: 'department',
    zh: zh.fields.department,
    en: en.fields.department,
    also: [
      '部门',
      '单位',
      '学院',
      '系',
      '所在院系',
      '所在单位',
      '学院系',
      '学院名称',
      '部门名称',
      '院系名称',
      'unit',
      'college',
      'faculty',
      'school',
      'organisation',
      'organization',
    ],
    required: true,
    width: 30,
  },
  {
    name: 'email',
    zh: zh.fields.email,
    en: en.fields.email,
    also: [
      '电子邮箱',
      '电子邮件',
      '邮件',
      '校园邮箱',
      '电邮',
      '邮箱地址',
      'mail',
      'email address',
      'mail address',
    ],
    required: false,
    width: 28,
  },
  {
    name: 'phone',
    zh: zh.fields.phone,
    en: en.fields.phone,
    also: [
      '手机',
      '电话',
      '联系电话',
      '手机号码',
      '移动电话',
      '电话号码',
      '联系方式手机',
      'phone',
      'mobile',
      'mobile number',
      'phone number',
      'cell phone',
      'telephone',
      'tel',
    ],
    required: false,
    width: 18,
  },
  {
    name: 'expiresOn',
    zh: zh.fields.expiresOn,
    en: en.fields.expiresOn,
    also: [
      '到期日期',
      '截止日期',
      '有效期',
      '失效日期',
      '有效日期',
      '截止时间',
      '到期时间',
      'expiry date',
      'expires',
      'expires on',
      'end date',
    ],
    required: false,
    width: 14,
  },
];

/** The kinds of people, by the words that sheets use for them. */
export const kinds = {
  teacher: ['教师', '老师', '教工', 'teacher', 'lecturer', 'professor'],
  student: ['学生', '本科生', '研究生', '博士生', '硕士生', 'student'],
  staff: ['职工', '行政', '管理人员', '教辅', 'staff', 'employee', 'administrator'],
} as const;
export type PersonKind = keyof typeof kinds;
