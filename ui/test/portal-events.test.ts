import assert from 'node:assert/strict';
import type { MeetingSummary } from '../../bridge/src/features/meetings/contract.ts';
import { noDetails } from '../../bridge/src/features/meetings/details-contract.ts';
import { createPortalEvents, type Moment } from '../src/features/access/portal/portal-events.ts';

const meeting = (change: Partial<MeetingSummary> = {}): MeetingSummary => ({
  id: 'm1',
  title: 'Lecture',
  ...noDetails,
  courseId: 'c',
  groupId: null,
  state: 'open',
  startsAt: null,
  startedAt: 1,
  endedAt: null,
  hostName: 'Host',
  present: 0,
  capacity: 500,
  iAmIn: false,
  mayHost: false,
  ...change,
});
const nothing: Moment = { now: null, inHere: null, overHere: null };

describe('what a portal’s page is told', () => {
  /** The events of each moment, one after the other. */
  const told = (...moments: Partial<Moment>[]): string[][] => {
    let said: string[] = [];
    const happened = createPortalEvents(({ event }) => said.push(event));
    return moments.map((moment) => {
      said = [];
      happened({ ...nothing, ...moment });
      return said;
    });
  };

  it('follows a meeting in a tab of its own', () => {
    const happened = told(
      {},
      { now: meeting() },
      { now: meeting() },
      { now: meeting({ present: 1, iAmIn: true }) },
      { now: meeting({ present: 1, iAmIn: false }) },
      {},
      {},
    );
    assert.deepEqual(happened, [[], ['live'], [], ['live', 'joined'], ['left'], ['ended'], []]);
  });

  it('follows a meeting in place, whose course page is gone meanwhile', () => {
    const stale = meeting();
    const happened = told(
      { now: stale },
      { now: stale, inHere: meeting({ present: 1 }) },
      { now: stale, overHere: meeting() },
      { now: stale, overHere: meeting() },
    );
    assert.deepEqual(happened, [['live'], ['joined'], ['left', 'ended'], []]);
  });

  it('tells one meeting from the next', () => {
    const happened = told({ now: meeting() }, { now: meeting({ id: 'm2', iAmIn: true }) });
    assert.deepEqual(happened, [['live'], ['ended', 'live', 'joined']]);
  });
});
