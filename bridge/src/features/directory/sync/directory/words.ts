import type { ChangeKind, UnitChange } from './change.ts';

/** The words of downloaded lists of changes; the panel has its own. */
export interface ChangeWords {
  title: string;
  headers: readonly string[];
  kinds: Record<ChangeKind, string>;
  units: Record<UnitChange['what'], string>;
  fields: Record<string, string>;
  others: (count: number) => string;
  gone: string;
  unseen: string;
  name: string;
  parent: string;
  conflict: string;
}

const zh: ChangeWords = {
  title: '目录变更',
  headers: ['变更', '姓名/名称', '工号/学号', '原部门', '新部门', '说明'],
  kinds: {
    joins: '加入',
    returns: '恢复',
    moves: '调动',
    leaves: '离开',
    fields: '资料变更',
    units: '部门变更',
    conflicts: '身份冲突',
    'passed-over': '跳过的条目',
  },
  units: { new: '新部门', changed: '变更', returns: '恢复', gone: '已撤销' },
  fields: {
    displayName: '姓名',
    givenName: '名',
    familyName: '姓',
    email: '邮箱',
    campusNumber: '工号/学号',
    phone: '手机号',
    locale: '语言',
    timezone: '时区',
    account: '账号',
    access: '登录权限',
  },
  others: (count) => `另有 ${count} 个不在您的管理范围内`,
  gone: '目录中已不存在',
  unseen: '其他来源优先，显示不变',
  name: '名称',
  parent: '上级部门',
  conflict: '可能与以下人员相同',
};

const en: ChangeWords = {
  title: 'Directory changes',
  headers: ['Change', 'Name', 'Campus number', 'From', 'To', 'Remark'],
  kinds: {
    joins: 'joins',
    returns: 'returns',
    moves: 'moves',
    leaves: 'leaves',
    fields: 'data changed',
    units: 'unit changed',
    conflicts: 'cannot be told apart',
    'passed-over': 'passed over',
  },
  units: { new: 'new unit', changed: 'changed', returns: 'is back', gone: 'gone' },
  fields: {
    displayName: 'Name',
    givenName: 'Given name',
    familyName: 'Family name',
    email: 'E-mail',
    campusNumber: 'Campus number',
    phone: 'Mobile phone',
    locale: 'Language',
    timezone: 'Time zone',
    account: 'Account',
    access: 'Access',
  },
  others: (count) => `${count} outside of your scope`,
  gone: 'not in the directory any more',
  unseen: 'another source is believed more, what people see stays',
  name: 'Name',
  parent: 'Below',
  conflict: 'may be the same as',
};

export const changeWords = { 'zh-CN': zh, en };
