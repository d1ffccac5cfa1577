import type {
  DepartmentsSnapshot,
  FullRunDue,
  Problem,
  RosterSource,
} from '../../features/rosters/ports.ts';
import { systemClock, type Clock } from '../../kernel/clock.ts';
import { readCursor, settingsDigest, unitsDigest, writeCursor, type Cursor } from './cursor.ts';
import { fillIn, type FilledSettings } from './dialects.ts';
import { withDirectory, type Directory } from './directory.ts';
import { attributesOf, readPerson, valuesOf } from './entries.ts';
import type { Since } from './filters.ts';
import { readCount, sinceMark, timeMark, whyNotFrom, type Mark } from './marks.ts';
import { isListed, placePeople, type Placed } from './placement.ts';
import type { LdapSettings } from './settings.ts';
import { readUnits, type Unit } from './units.ts';

/**
 * A directory as a roster: its people, its tree of units, and who is in which. Its one scope is `all`. What
 * changed is told from one directory only: not where parts were read at other servers.
 */
export function createLdapSource(told: LdapSettings, clock: Clock = systemClock): RosterSource {
  const settings = fillIn(told);
  const realm = `ldap:${settings.name}`;
  return {
    ...{ name: settings.name, kind: 'departments', realm },
    scopes: () => Promise.resolve(['all']),
    snapshot: () =>
      withDirectory(settings, (directory) =>
        readEverything({ directory, settings, began: clock.now(), problems: [] }),
      ),
    changes: (_scope, cursor) =>
      withDirectory(settings, (directory) =>
        readChanges({ directory, settings, began: clock.now(), problems: [] }, readCursor(cursor)),
      ),
  };
}

interface Reading {
  directory: Directory;
  settings: FilledSettings;
  /** Milliseconds. */
  began: number;
  problems: Problem[];
}

async function readEverything(reading: Reading): Promise<DepartmentsSnapshot> {
  const { directory, settings, problems } = reading;
  const { speaks } = settings;
  const count = speaks.changes === 'uSNChanged' ? await readCount(directory) : null;
  const units = await unitsOf(reading);
  const [people, stamps] = await peopleOf(reading);
  const mark = speaks.changes === 'uSNChanged' ? count : timeMark(stamps, reading.began);
  const { unread, followed } = directory.references;
  for (const where of unread) {
    const reason =
      'is at another server that LDAP_SETTINGS does not name in referrals: who is there was not read, and nobody is taken for gone';
    problems.push({ where, field: null, reason });
  }
  const isAlone = unread.size === 0 && followed.size === 0;
  return {
    ...tellingOf(reading, people, units),
    departments: units.map(({ facts }) => facts),
    ...(unread.size > 0 ? { extent: 'part' as const } : {}),
    cursor: mark && isAlone ? writeCursor({ settings, units, mark }) : null,
  };
}

async function readChanges(
  reading: Reading,
  cursor: Cursor | null,
): Promise<DepartmentsSnapshot | FullRunDue> {
  const { directory, settings } = reading;
  if (cursor?.settings !== settingsDigest(settings)) {
    return { fullRunDue: 'The settings of the directory were changed.' };
  }
  const count = settings.speaks.changes === 'uSNChanged' ? await readCount(directory) : null;
  const why = whyNotFrom(cursor.mark, count);
  if (why !== null) return { fullRunDue: why };
  const units = await unitsOf(reading);
  if (unitsDigest(units) !== cursor.units) return { fullRunDue: 'A unit was changed.' };
  const [people, stamps] = await peopleOf(reading, sinceMark(cursor.mark));
  const { unread, followed } = directory.references;
  if (unread.size + followed.size > 0) return { fullRunDue: 'Parts are at other servers.' };
  const { mark: before } = cursor;
  const mark: Mark | null =
    before.by === 'uSNChanged' ? count : timeMark(stamps, reading.began, before);
  return {
    ...tellingOf(reading, people, units),
    // A unit that lists its members would have been changed itself: who is in it stays.
    departments: isListed(settings) ? [] : units.map(({ facts }) => facts),
    ...(isListed(settings) ? { memberships: [] } : {}),
    extent: 'changes',
    cursor: mark && writeCursor({ settings, units, mark }),
  };
}

const unitsOf = async ({ directory, settings, problems }: Reading): Promise<Unit[]> =>
  settings.units ? readUnits(directory, { ...settings, units: settings.units }, problems) : [];

/** People, all or those that changed, with the times of their changes where the dialect goes by them. */
async function peopleOf(
  { directory, settings, problems }: Reading,
  since?: Since,
): Promise<[Placed[], string[]]> {
  const { people, speaks } = settings;
  const entries = await directory.search({
    base: people.base,
    where: people.where,
    since,
    attributes: [...attributesOf(people), speaks.changes],
    long: people.unitAttribute === undefined ? [] : [people.unitAttribute],
  });
  const placed = entries.flatMap((entry) => {
    const facts = readPerson(entry, people, problems);
    return facts ? [{ entry, facts }] : [];
  });
  return [placed, entries.flatMap((entry) => valuesOf(entry, speaks.changes))];
}

function tellingOf({ settings, problems }: Reading, people: Placed[], units: readonly Unit[]) {
  const realm = `ldap:${settings.name}`;
  return {
    ...{ kind: 'departments' as const, source: realm, realm },
    people: people.map(({ facts }) => facts),
    memberships: placePeople(people, units, { settings, problems }),
    problems,
  };
}
