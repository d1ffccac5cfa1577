import type { z } from 'zod';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newId } from '../../../kernel/ids.ts';
import { confirmation, type Application } from './application.ts';
import { codeDigest, isSameDigest } from './code.ts';
import { confirm, type ConfirmingDeps } from './confirming.ts';
import type { apply, AskedApplication, Confirmed, getApplicationForm } from './contract.ts';
import { readForm, type FormRules } from './form.ts';
import { deliverMails, type MailingDeps } from './mailing.ts';
import { guessMeters, mailMeters } from './meters.ts';
import type { StoredRateLimit } from '../../../kernel/stored-rate-limit.ts';
import type { Mail } from './ports.ts';
import * as repository from './repository.ts';

export interface ApplyingDeps extends MailingDeps, ConfirmingDeps {
  outbox: Mail;
  rateLimit: StoredRateLimit;
  /** Keys that were in use before: codes by them still hold. */
  formerKeys?: readonly Buffer[];
  /** Mail domains that may apply; none: nobody can. */
  domains: readonly string[];
  country: FormRules['country'];
}

export type Applying = ReturnType<typeof createApplying>;

/** Applying for an account. No answer tells whether an address, a phone or a number is registered. */
export function createApplying(deps: ApplyingDeps) {
  const { db, clock, rateLimit } = deps;
  return {
    form: (): Promise<z.input<(typeof getApplicationForm)['reply']>> => form(deps),

    /** @throws Failure application/closed, application/invalid with what is wrong by field, request/too-many */
    apply: async (
      given: z.output<(typeof apply)['body']>,
      address: string,
    ): Promise<AskedApplication> => {
      const { departments } = await openForm(deps);
      const now = clock.now();
      const applicant = readForm(given, {
        ...deps,
        units: new Set(departments.map(({ id }) => id)),
        today: new Date(now).toISOString().slice(0, 10),
      });
      const nextAt = await mailAllowed(rateLimit, applicant.email, address);
      const application: Application = {
        ...applicant,
        id: newId(),
        state: 'unconfirmed',
        locale: given.locale,
        createdAt: now,
        expiresAt: now + confirmation.lifeMs,
        confirmedAt: null,
        decidedAt: null,
        decidedBy: null,
        reason: null,
        personId: null,
      };
      await repository.addApplication(db, application);
      return { applicationId: application.id, expiresAt: application.expiresAt, nextAt };
    },

    /** @throws Failure application/not-found when it is confirmed or its time is over; request/too-many */
    mailAgain: async (id: string, address: string): Promise<AskedApplication> => {
      const application = await repository.findApplication(db, id);
      if (application?.state !== 'unconfirmed') throw new Failure('application/not-found');
      const nextAt = await mailAllowed(rateLimit, application.email, address);
      const expiresAt = clock.now() + confirmation.lifeMs;
      if (!(await repository.askAgain(db, id, expiresAt))) {
        throw new Failure('application/not-found');
      }
      return { applicationId: id, expiresAt, nextAt };
    },

    /** @throws Failure application/code-wrong, whatever is wrong with it; request/too-many */
    confirmByCode: async (
      { applicationId: id, code }: { applicationId: string; code: string },
      address: string,
    ): Promise<Confirmed> => {
      const confirmed = await rateLimit.attempt(guessMeters(address), async () => {
        const kept = await repository.keptCode(db, id);
        const { tries } = confirmation;
        const mayTry = await repository.takeTry(db, id, { now: clock.now(), tries });
        const keys = [deps.key, ...(deps.formerKeys ?? [])];
        const isRight = keys
          .map((key) => isSameDigest(codeDigest(key, id, code), kept))
          .includes(true);
        if (!mayTry || !isRight) return null;
        const application = await repository.findApplication(db, id);
        return application && confirm(deps, application);
      });
      if (!confirmed) throw new Failure('application/code-wrong');
      return confirmed;
    },

    /** @throws Failure application/link-over: unknown, used, or too old; request/too-many */
    confirmByLink: async (token: string, address: string): Promise<Confirmed> => {
      const confirmed = await rateLimit.attempt(guessMeters(address), async () => {
        const application = await repository.findByLink(db, digest(token));
        return application && confirm(deps, application);
      });
      if (!confirmed) throw new Failure('application/link-over');
      return confirmed;
    },

    /** Puts the mails that are due into the outbox. */
    deliver: (): Promise<void> => deliverMails(deps),
  };
}

async function mailAllowed(
  rateLimit: StoredRateLimit,
  email: string,
  address: string,
): Promise<number> {
  const { own, shared } = mailMeters(email, address);
  const nextAt = await rateLimit.take(own);
  await rateLimit.share(shared, () => Promise.resolve(null));
  return nextAt;
}

async function form({ units, domains, outbox }: ApplyingDeps) {
  const open = domains.length > 0 && outbox.carries('mail');
  return open
    ? { open, domains: [...domains], departments: await units.tree() }
    : { open, domains: [], departments: [] };
}

async function openForm(deps: ApplyingDeps) {
  const found = await form(deps);
  if (!found.open) throw new Failure('application/closed');
  return found;
}
