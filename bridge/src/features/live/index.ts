export { createLive, type Live } from './gateway.ts';
