/** The public interface of the queue before a room. */
export { default as EntryQueue } from './EntryQueue.vue';
export { createTurn } from './turn.ts';
