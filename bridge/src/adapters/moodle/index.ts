export { createMoodleClient } from './client.ts';
export { inspectMoodle, type Finding, type MoodleInspection } from './inspect.ts';
export type { ReadField } from './example.ts';
export { createMoodleMessages } from './messages.ts';
export { createMoodleSource } from './source.ts';
