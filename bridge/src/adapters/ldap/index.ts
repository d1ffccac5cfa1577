export { createLdapSource } from './source.ts';
export type { LdapSettings } from './settings.ts';
