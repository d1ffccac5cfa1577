export { createCodes } from './codes.ts';
export { createLogin } from './login.ts';
export { createThrottle } from './throttle.ts';
export { loginRoutes } from './routes.ts';
