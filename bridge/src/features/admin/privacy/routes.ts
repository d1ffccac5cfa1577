import { Failure } from '../../../kernel/failure.ts';
import { route, type Route } from '../../../kernel/route.ts';
import * as admin from './admin-contract.ts';
import { askForErasure, exportMyData, getMyData, withdrawErasure } from './contract.ts';
import type { Erasures } from './erasures.ts';
import type { MyDataKeeper } from './my-data.ts';
import type { Scopes } from './ports.ts';
import type { RetentionKeeper } from './retention.ts';

interface Deps {
  myData: MyDataKeeper;
  erasures: Erasures;
  retention: RetentionKeeper;
  scopes: Pick<Scopes, 'requireSystem'>;
}

/** What is kept about somebody, and for how long. */
export function privacyRoutes({ myData, erasures, retention, scopes }: Deps): Route[] {
  return [
    route(getMyData, 'read', ({ caller }) => myData.view(caller)),
    route(exportMyData, 'write', ({ caller, body }) => myData.exportOwn(caller, body)),
    route(askForErasure, 'write', ({ caller, body }) => erasures.ask(caller, body.current)),
    route(withdrawErasure, 'write', async ({ caller }) => {
      await erasures.withdraw(caller);
      return {};
    }),
    route(admin.exportPersonData, 'write', ({ caller, params, body }) =>
      myData.exportOf(caller.personId, { ...params, ...body }),
    ),
    ...erasureRoutes(erasures),
    ...retentionRoutes(retention, scopes),
  ];
}

function erasureRoutes(erasures: Erasures): Route[] {
  return [
    route(admin.listErasures, 'read', ({ caller }) => erasures.list(caller.personId)),
    route(admin.approveErasure, 'write', async ({ caller, params }) => {
      await erasures.approve(caller.personId, params.requestId);
      return {};
    }),
    route(admin.refuseErasure, 'write', async ({ caller, params, body }) => {
      await erasures.refuse(caller.personId, params.requestId, body.reason);
      return {};
    }),
    route(admin.previewErasure, 'read', ({ caller, params }) =>
      erasures.preview(caller.personId, params.personId),
    ),
    route(admin.erasePerson, 'write', ({ caller, params }) =>
      erasures.eraseNow(caller.personId, params.personId),
    ),
  ];
}

function retentionRoutes(
  retention: RetentionKeeper,
  { requireSystem }: Pick<Scopes, 'requireSystem'>,
): Route[] {
  return [
    route(admin.listRetention, 'read', async ({ caller }) => {
      await requireSystem(caller.personId);
      return { periods: await retention.view() };
    }),
    route(admin.countRetention, 'write', async ({ caller, params: { name } }) => {
      await requireSystem(caller.personId);
      return { periods: await retention.count(name) };
    }),
    route(admin.setRetention, 'write', async ({ caller, params: { name }, body: { days } }) => {
      await requireSystem(caller.personId);
      const bounds = retention.boundsOf(name);
      if (days !== null && (days < bounds.least || days > bounds.most)) {
        const message = `must be ${bounds.least} to ${bounds.most}`;
        throw new Failure('request/invalid', { flaws: [{ field: 'body.days', message }] });
      }
      await retention.set(name, days, caller.personId);
      return { periods: await retention.view() };
    }),
  ];
}
