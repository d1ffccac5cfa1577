/** The front door of what ends when somebody leaves the campus. */
export { createLeavers } from './service.ts';
