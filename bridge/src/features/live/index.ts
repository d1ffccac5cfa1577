export { createLive, type Live } from './gateway.ts';
export type { Tell } from './tell.ts';
