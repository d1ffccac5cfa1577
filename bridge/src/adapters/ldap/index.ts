export { checkLdap, createLdapSource } from './source.ts';
export type {
  Condition,
  LdapSettings,
  PeopleSettings,
  PersonAttributes,
  UnitSettings,
} from './settings.ts';
