import * as common from './common.ts';
import * as shared from './shared.ts';
import type { directoryChanges as words } from '../en/directory-changes.ts';

/** 下载的目录变更清单。 */
export const directoryChanges: typeof words = {
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
    displayName: shared.name,
    givenName: shared.givenName,
    familyName: shared.familyName,
    email: shared.eMail,
    campusNumber: shared.campusNumber,
    phone: shared.mobilePhone,
    locale: common.language,
    timezone: common.timeZone,
    account: shared.account,
    access: shared.access,
  },
  others: '另有 {count} 个不在您的管理范围内',
  gone: '目录中已不存在',
  unseen: '其他来源优先，显示不变',
  name: shared.title,
  parent: shared.below,
  conflict: '可能与以下人员相同',
};
