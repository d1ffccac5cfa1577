import * as common from './common.ts';
import * as shared from './shared.ts';

/** What was so over time, for campus IT. */
export const operationsHistory = {
  title: 'Over time',
  unknown: shared.nothing,
  range: 'How far back',
  ranges: { hour: 'Hour', day: 'Day', week: 'Week', month: common.thirtyDays },
  asTable: 'As a table',
  nothing: 'There are no figures of this time yet: they are taken each minute.',
  until: 'Until',
  meetings: common.meetings,
  people: 'People in meetings',
  joins: 'Coming into meetings',
  joined: 'Came in',
  missed: 'Did not arrive',
  waits: 'Waiting, seconds (95 of 100 wait no longer)',
  joinMs: 'Until in the room (s)',
  ringMs: 'Until it rings (s)',
  stress: 'Stress of the videobridges',
  stressOf: 'Stress {id}',
  described: '{name}: {last} now, {most} at most.',
};
