export { createLive, type Live, type LiveParts } from './gateway.ts';
export { createConnectionRepository } from './connections-repository.ts';
