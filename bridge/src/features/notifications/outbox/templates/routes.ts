import { route, type Route } from '../../../../kernel/route.ts';
import { getBranding } from '../../contract.ts';
import * as contract from './contract.ts';
import type { Branding } from './render.ts';
import type { TemplateEditing } from './editing.ts';
import type { TemplatePreviews } from './previews.ts';

interface Deps {
  branding: () => Pick<Branding, 'product'>;
  editing: TemplateEditing;
  trying: TemplatePreviews;
  /** @throws Failure admin/not-allowed for who is no system admin */
  requireSystem: (personId: string) => Promise<void>;
}

/** The campus's message templates over HTTP, for system admins; its name for the product, for everybody. */
export function templateRoutes({ branding, editing, trying, requireSystem }: Deps): Route[] {
  return [
    route(getBranding, 'read', () => {
      const { product } = branding();
      return Promise.resolve({ product: { 'zh-CN': product['zh-CN'], en: product.en } });
    }),
    route(contract.listLetters, 'read', async ({ caller }) => {
      await requireSystem(caller.personId);
      return editing.all();
    }),
    route(contract.changeLetterSettings, 'write', async ({ caller, body }) => {
      await requireSystem(caller.personId);
      const by = { actorId: caller.personId, seen: body.version };
      return { version: await editing.changeSettings(body.settings, by) };
    }),
    route(contract.getLetter, 'read', async ({ caller, params }) => {
      await requireSystem(caller.personId);
      return editing.one(params);
    }),
    route(contract.saveLetter, 'write', async ({ caller, params, body }) => {
      await requireSystem(caller.personId);
      return editing.save({ which: params, actorId: caller.personId, seen: body.version }, body);
    }),
    route(contract.resetLetter, 'write', async ({ caller, params, body }) => {
      await requireSystem(caller.personId);
      return editing.reset({ which: params, actorId: caller.personId, seen: body.version });
    }),
    route(
      contract.restoreLetter,
      'write',
      async ({ caller, params, body: { version, number } }) => {
        await requireSystem(caller.personId);
        const asked = { which: params, actorId: caller.personId, seen: version };
        return editing.restore(asked, number);
      },
    ),
    route(contract.previewLetter, 'read', async ({ caller, params, body }) => {
      await requireSystem(caller.personId);
      return trying.preview(params, body);
    }),
    route(contract.testLetter, 'write', async ({ caller, params, body }) => {
      await requireSystem(caller.personId);
      return { to: await trying.send(params, body, caller.personId) };
    }),
  ];
}
