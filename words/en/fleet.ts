import * as common from './common.ts';
import * as shared from './shared.ts';

/** Jicofo, the videobridges and the meetings on them, for campus IT. */
export const fleet = {
  title: 'Operations',
  asOf: 'As of {when}, renewed every ten seconds',
  unknown: shared.nothing,
  comma: common.listComma,
  cancel: common.cancel,
  undo: shared.undo,
  notConfigured: 'No videobridge is configured',
  notConfiguredWords:
    'Set JICOFO_URL to Jicofo’s private HTTP (http://127.0.0.1:8888), and VIDEOBRIDGE_URLS to the videobridges’ (jvb1=http://10.0.0.11:8080, …). Then this page shows them.',
  jicofo: {
    unwell: 'Jicofo says that something is wrong:',
    silent: 'Jicofo does not answer. Meetings that run go on; nobody new can join one.',
    refused:
      'What answers at JICOFO_URL is not Jicofo, or its REST interface is switched off (jicofo.rest.debug).',
    'not-configured':
      'Jicofo’s address is not configured (JICOFO_URL): stress, seats and meetings are not known.',
  },
  room: 'Room',
  meetings: 'Meetings',
  people: common.people,
  seatsLeft: 'Seats left',
  roomUnknown: 'How many more people fit is not known while Jicofo does not answer.',
  classes:
    'No room for another class of {size}. | That is about one more class of {size}. | That is about {count} more classes of {size}.',
  oneFits: 'One meeting of {most}: yes.',
  oneDoesNotFit: 'One meeting of {most}: no, {room} at most.',
  reckoned:
    'By Jicofo’s rule: until a videobridge’s stress is {threshold}, with at most {most} people of one meeting on each.',
  reckonedWithoutBound: 'By Jicofo’s rule: until a videobridge’s stress is {threshold}.',
  videobridge: 'Videobridge',
  videobridges: 'Videobridges',
  state: shared.state,
  stress: 'Stress',
  noVideobridges: 'Jicofo knows no videobridge.',
  states: {
    well: 'Well',
    overloaded: 'Overloaded',
    draining: 'Draining',
    ending: 'Ending',
    ill: 'Not operational',
    unlisted: 'Unknown to Jicofo',
    away: 'Does not answer',
  },
  answers: {
    well: '',
    unwell: 'Says that it is not healthy',
    silent: 'Its own address does not answer',
    refused: 'Its statistics are switched off (videobridge.apis.rest.enabled)',
    'not-configured': 'No address in VIDEOBRIDGE_URLS',
  },
  failingIce: 'Many connections fail (ICE)',
  traffic: '{in} Mbit/s in, {out} out',
  drain: 'Drain',
  drainOne: 'Drain {id}',
  undrain: 'Take newcomers',
  undrainOne: 'Take newcomers at {id} again',
  drained: 'Newcomers no longer go to {id}. Whoever is on it stays.',
  move: 'Move people',
  moveFrom: 'Move people off {id}',
  moveTitle: 'Move everybody off {id}?',
  moveWords:
    'Nobody is on it. | One person is called to another videobridge: picture and sound are away for a few seconds. | {count} people are called to the other videobridges: for each, picture and sound are away for a few seconds.',
  moved:
    'Nobody was moved off {id}. | One person was moved off {id}. | {count} people were moved off {id}.',
  liveMeetings: 'Live meetings',
  meeting: shared.meeting,
  owner: 'Owner',
  since: 'Since',
  carries: '{id}: {people}',
  foreign: 'A room that Campus Meet did not open',
  noMeetings: 'No meeting runs.',
  moreMeetings: '{count} smaller ones are not shown.',
};
