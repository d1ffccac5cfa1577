/** The public interface of the push over sockets. */
export { createLive, type Live, type LiveDeps } from './gateway.ts';
