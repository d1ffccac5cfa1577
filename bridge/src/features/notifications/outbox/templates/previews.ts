import type { Database } from '../../../../kernel/database.ts';
import { Failure } from '../../../../kernel/failure.ts';
import type { Outbox } from '../service.ts';
import type { Posting } from '../message.ts';
import type { MessageTemplates } from './message-templates.ts';
import type { TemplatePreview, TemplateSample, TemplateWords } from './contract.ts';
import { requireSound } from './editing.ts';
import { issuesOf } from './issues.ts';
import { renderMail, renderSms, type RenderedMail, type Branding } from './render.ts';
import type { AuditTrail, Reachable } from './ports.ts';
import type { Which } from './repository.ts';
import { sampleValues } from './samples.ts';
import { smsSize } from './sms.ts';
import { isSmsName } from './template.ts';
import { stopKindOf } from '../../kinds.ts';

export interface PreviewDeps {
  db: Database;
  messageTemplates: MessageTemplates;
  outbox: Pick<Outbox, 'add' | 'carries'>;
  people: Reachable;
  audit: AuditTrail;
  place: { base: string; zone: string };
}

/** Words that are tried out, with the sample person that they are written to. */
export interface Tried extends TemplateWords {
  sample: TemplateSample;
}

export type TemplatePreviews = ReturnType<typeof createTemplatePreviews>;

/** Looking at words before they hold: on the screen, or in one's own mailbox. */
export function createTemplatePreviews(deps: PreviewDeps) {
  return {
    /** How words would look; nothing is kept. */
    preview: (which: Which, tried: Tried): TemplatePreview => {
      const flaws = issuesOf(which.name, tried);
      const { mail, sms } = written(deps, which, tried);
      return {
        flaws,
        subject: mail?.subject ?? '',
        text: mail?.text ?? sms ?? '',
        html: mail?.html ?? null,
        sms: sms === null ? null : smsSize(sms),
      };
    },
    /**
     * Sends words to whoever tries them; answers where to.
     * @throws Failure letter/flawed; mail/not-configured, account/no-way: nothing carries it; letter/no-address
     */
    send: async (which: Which, tried: Tried, actorId: string): Promise<string> => {
      requireSound(which, tried);
      const me = await deps.people.findActive(actorId);
      const posting = postingTo(deps, me, { ...written(deps, which, tried), actorId });
      await deps.db.transaction(async (trx) => {
        await deps.outbox.add(trx, posting);
        await deps.audit.record(trx, {
          actorId,
          action: 'letter.test',
          subject: { kind: 'letter', id: `${which.name}/${which.language}`, name: which.name },
          scopeDepartmentId: null,
          before: null,
          after: { kind: posting.message.kind, sample: tried.sample },
        });
      });
      return posting.message.to;
    },
  };
}

interface Written {
  mail: RenderedMail | null;
  sms: string | null;
}

function written({ messageTemplates, place }: PreviewDeps, which: Which, tried: Tried): Written {
  const { name, language } = which;
  const { subject, body, sample } = tried;
  const now = messageTemplates.branding();
  const templates = { ...now.templates[language], [name]: { subject, body } };
  const branding: Branding = { ...now, templates: { ...now.templates, [language]: templates } };
  const addressed = {
    locale: language,
    valuesIn: () => sampleValues(sample, language, place),
  };
  if (isSmsName(name)) return { mail: null, sms: renderSms(name, addressed, branding) };
  const kind = stopKindOf(name);
  const stop = kind === null ? undefined : { kind, url: `${place.base}/notices/stop/…` };
  return { mail: renderMail(name, { ...addressed, stop }, branding), sms: null };
}

function postingTo(
  { outbox, people }: PreviewDeps,
  me: { email: string | null; phone: string | null } | null,
  { mail, sms, actorId }: Written & { actorId: string },
): Posting {
  const shared = { about: 'letter-test', personId: actorId };
  if (mail) {
    if (!outbox.carries('mail')) throw new Failure('mail/not-configured');
    if (!me?.email) throw new Failure('letter/no-address');
    return { ...shared, message: { kind: 'mail', to: me.email, ...mail } };
  }
  if (!outbox.carries('sms')) throw new Failure('account/no-way');
  const to = people.phoneKey(me?.phone ?? null);
  if (to === null) throw new Failure('letter/no-address');
  return { ...shared, message: { kind: 'sms', to, text: sms ?? '' } };
}
