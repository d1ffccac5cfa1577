import type { PersonalData } from '../../../kernel/personal-data.ts';

/** How somebody wants to be told, by which browsers, to what they were invited by mail, and who wants nothing of them. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'notification_choices',
    column: 'person_id',
    holds: 'person',
    kind: 'setting',
    shows: ['setting', 'wanted'],
    erase: 'delete',
    merge: 'survivor',
    oneEach: 'notice-settings',
  },
  {
    table: 'push_subscriptions',
    column: 'person_id',
    holds: 'person',
    kind: 'setting',
    shows: ['locale', 'created_at', 'expires_at'],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'invited_addresses',
    column: 'person_id',
    holds: 'person',
    kind: 'message',
    shows: ['email', 'name', 'locale'],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'invited_addresses',
    column: 'email_key',
    holds: 'address',
    when: { person_id: null },
    kind: 'message',
    shows: ['email', 'name', 'locale'],
    erase: 'delete',
    merge: 'survivor',
  },
  {
    table: 'mail_quotas',
    column: 'person_id',
    holds: 'person',
    kind: 'technical',
    shows: ['day', 'used'],
    erase: 'delete',
    merge: 'survivor',
  },
  {
    // Refusals of all mail of the campus outlive whom they refuse: they name nobody.
    table: 'refused_addresses',
    column: 'host_id',
    holds: 'person',
    kind: 'message',
    shows: ['refused_at'],
    erase: 'delete',
    merge: 'move',
  },
];
