/** The public interface of the push over sockets. */
export { createLive, type Live } from './gateway.ts';
