import { mostSeats } from '../meetings/contract.ts';
import type { RingSettings } from './contract.ts';
import type { Relationship } from './ports.ts';

/** Within so many milliseconds somebody may be rung by the same caller a number of times, which is a setting. */
export const ringWindow = 10 * 60_000;

/** Sizes: from which on the caller is asked, and what is never exceeded. */
export const sizes = { confirmAbove: 20, limit: mostSeats };

/** What a person who never chose anything is taken to want. */
export const defaultSettings: Omit<RingSettings, 'timezone'> = {
  doNotDisturbUntil: null,
  quietHours: null,
  presenceFor: 'colleagues',
  ringableBy: 'everybody',
};

export const strangers: Relationship = {
  readerTeaches: false,
  sharesCourse: false,
  sharesDepartment: false,
};

/**
 * May this caller ring that person? Hosts ring those whom their meeting is for, teachers the people of their
 * courses, colleagues each other; everybody else those who take calls from everybody.
 */
export const mayRing = (
  ringableBy: RingSettings['ringableBy'],
  by: { hostsTheirMeeting: boolean; relationship: Relationship },
): boolean =>
  ringableBy === 'everybody' ||
  by.hostsTheirMeeting ||
  by.relationship.readerTeaches ||
  by.relationship.sharesDepartment;

/** May the reader see whether somebody is there? */
export const maySee = (
  presenceFor: RingSettings['presenceFor'],
  relationship: Relationship,
): boolean =>
  presenceFor === 'everybody' ||
  (presenceFor === 'colleagues' && (relationship.sharesCourse || relationship.sharesDepartment));
