import { notNow } from './common.ts';

/** Said when a part of the panel does not come; there before all other words, because these may be what is missing. */
export const missingParts = {
  words:
    'A part of this page could not be loaded: there is a new version, or the connection broke.',
  reload: 'Load again',
  notNow,
};
