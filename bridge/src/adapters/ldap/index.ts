export { inspectDirectory, type Inspection } from './inspect.ts';
export { createLdapLogin } from './login.ts';
export { createLdapLook } from './look.ts';
export { createLdapSource } from './source.ts';
export type { LdapSettings } from './settings.ts';
