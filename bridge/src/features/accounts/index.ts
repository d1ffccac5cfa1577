export { createCodes } from './codes.ts';
export { createDirectoryLogin } from './directory-login.ts';
export { createLogin } from './login.ts';
export { createMyAccount } from './my-account.ts';
export { createPasswords } from './passwords.ts';
export { createPersons } from './persons.ts';
export { createThrottle } from './throttle.ts';
export { accountRoutes, loginRoutes } from './routes.ts';
