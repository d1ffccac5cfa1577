import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { tooMany } from '../../../kernel/rate-limit.ts';
import { countMails, forgetQuotas, noteReached, type QuotaKey } from './quota-repository.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface QuotaDeps {
  db: Database;
  clock: Clock;
  /** In whose days it is counted. */
  campusZone: string;
  /** How many mails somebody may cause in a day. */
  perDay: { students: number; staff: number };
  isStaff: (personId: string) => Promise<boolean>;
  /** Administrators are told, once a day for each person. */
  reached: (trx: Database, personId: string, most: number) => Promise<void>;
}

/** Changes and cancellations go to those who were invited: of these there may be so many times more. */
const changesFactor = 3;

/** For how many days it is kept. */
const keptDays = 30;

export type MailQuota = ReturnType<typeof createMailQuota>;

/** How many mails one person may cause in a day, by whatever way, over all bridges. */
export function createMailQuota(deps: QuotaDeps) {
  const { db, clock, campusZone } = deps;
  const now = () =>
    Temporal.Instant.fromEpochMilliseconds(clock.now()).toZonedDateTimeISO(campusZone);
  const dayOf = (personId: string): QuotaKey => ({
    personId,
    day: now().toPlainDate().toString(),
  });
  const allowed = async (personId: string, kind: 'invitation' | 'change'): Promise<number> => {
    const most = (await deps.isStaff(personId)) ? deps.perDay.staff : deps.perDay.students;
    return kind === 'change' ? most * changesFactor : most;
  };
  const tell = (key: QuotaKey, most: number): Promise<void> =>
    inTransaction(db, async (trx) => {
      if (await noteReached(trx, key, clock.now())) await deps.reached(trx, key.personId, most);
    });
  return {
    /**
     * Counts so many mails of somebody, before they are written.
     * @throws Failure mail/quota with the seconds until it goes on
     */
    take: async (
      personId: string,
      { count, kind }: { count: number; kind: 'invitation' | 'change' },
    ): Promise<void> => {
      if (count === 0) return;
      const most = await allowed(personId, kind);
      const key = dayOf(personId);
      if (await inTransaction(db, (trx) => countMails(trx, key, { count, most }))) return;
      await tell(key, most);
      const tomorrow = now().toPlainDate().add({ days: 1 }).toZonedDateTime(campusZone);
      const waitMs = tomorrow.epochMilliseconds - clock.now();
      throw tooMany(waitMs, 'mail/quota');
    },
    /** Forgets what is long over. */
    sweep: (): Promise<void> =>
      forgetQuotas(db, now().toPlainDate().subtract({ days: keptDays }).toString()),
  };
}
