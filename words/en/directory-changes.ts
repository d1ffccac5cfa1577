import * as common from './common.ts';
import * as shared from './shared.ts';

/** A downloaded list of what the directory changes. */
export const directoryChanges = {
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
  others: '{count} outside of your scope',
  gone: 'not in the directory any more',
  unseen: 'another source is believed more, what people see stays',
  name: shared.title,
  parent: shared.below,
  conflict: 'may be the same as',
};
