import type {
  DepartmentsSnapshot,
  FullRunDue,
  RosterSource,
} from '../../features/directory/sync/ports.ts';
import { systemClock, type Clock } from '../../kernel/clock.ts';
import { readCursor, settingsDigest, unitsDigest, writeCursor, type Cursor } from './cursor.ts';
import { fillIn } from './dialects.ts';
import { withDirectory } from './directory.ts';
import { readCount, sinceMark, timeMark, whyNotFrom, type Mark } from './marks.ts';
import { isListed } from './placement.ts';
import { peopleOf, reportOf, unitsOf, type Reading } from './reading.ts';
import type { LdapSettings } from './settings.ts';

/**
 * A directory as a roster: its people, its tree of units, and who is in which. Its one scope is `all`. What
 * changed is told from one directory only: not where parts were read at other servers.
 */
export function createLdapSource(told: LdapSettings, clock: Clock = systemClock): RosterSource {
  const settings = fillIn(told);
  const realm = `ldap:${settings.name}`;
  return {
    name: settings.name,
    kind: 'departments',
    realm,
    scopes: () => Promise.resolve(['all']),
    snapshot: (_scope, read) =>
      withDirectory(
        settings,
        (directory) => readEverything({ directory, settings, began: clock.now(), problems: [] }),
        read,
      ),
    changes: (_scope, cursor) =>
      withDirectory(settings, (directory) =>
        readChanges({ directory, settings, began: clock.now(), problems: [] }, readCursor(cursor)),
      ),
  };
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
    ...reportOf(reading, people, units),
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
    ...reportOf(reading, people, units),
    // A unit that lists its members would have been changed itself: who is in it stays.
    departments: isListed(settings) ? [] : units.map(({ facts }) => facts),
    ...(isListed(settings) ? { memberships: [] } : {}),
    extent: 'changes',
    cursor: mark && writeCursor({ settings, units, mark }),
  };
}
