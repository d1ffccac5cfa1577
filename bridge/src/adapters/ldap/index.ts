export { createLdapLogin } from './login.ts';
export { createLdapSource } from './source.ts';
export type { LdapSettings } from './settings.ts';
