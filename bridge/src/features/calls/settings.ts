import { Failure } from '../../kernel/failure.ts';
import type { z } from 'zod';
import type { changeRingSettings, RingSettings } from './contract.ts';
import type { PersonReader } from './ports.ts';
import { isTimezone } from './quiet.ts';
import type { SettingsRepository } from './settings-repository.ts';
import { defaultSettings } from './who-may.ts';

export interface SettingsDeps {
  settings: SettingsRepository;
  people: Pick<PersonReader, 'timezone'>;
  /** The zone of people who never said theirs. */
  campusZone: string;
}

type Changes = z.infer<typeof changeRingSettings.body>;

export type OwnSettings = ReturnType<typeof createOwnSettings>;

/** When a person may be rung, and who sees that they are there. */
export function createOwnSettings({ settings, people, campusZone }: SettingsDeps) {
  const get = async (personId: string): Promise<RingSettings> => {
    const stored = (await settings.of([personId])).get(personId);
    if (stored) return stored;
    const own = await people.timezone(personId);
    return { ...defaultSettings, timezone: own !== null && isTimezone(own) ? own : campusZone };
  };
  return {
    get,
    /** Values are set, what is left out stays, null clears. @throws Failure request/invalid for an unknown zone */
    change: async (personId: string, changes: Changes): Promise<RingSettings> => {
      if (changes.timezone !== undefined && !isTimezone(changes.timezone)) {
        const flaws = [{ field: 'body.timezone', message: 'must be the IANA name of a time zone' }];
        throw new Failure('request/invalid', { flaws });
      }
      const given = Object.fromEntries(
        Object.entries(changes).filter(([, value]) => value !== undefined),
      );
      const changed = { ...(await get(personId)), ...given };
      await settings.save(personId, changed);
      return changed;
    },
  };
}
