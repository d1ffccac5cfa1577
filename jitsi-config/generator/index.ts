/** The public interface of the generator: one settings file, and everything for Jitsi made of it. */
export { exampleSettings } from './example.ts';
export { ForeignFolderError } from './folder.ts';
export { SettingsError } from './problem.ts';
export { PortsTakenError, renderInto } from './run.ts';
export { SecretsError } from './secrets.ts';
