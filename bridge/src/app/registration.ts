import { sheetReader, sheetWriter } from '../adapters/sheets/index.ts';
import { createRegistration, registrationRoutes } from '../features/registration/import/index.ts';
import { openedSince } from '../features/access/sessions/index.ts';
import type { composeAdmin } from './admin.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';

type Parts = Pick<Core, 'config' | 'db' | 'clock' | 'log' | 'outbox' | 'templates'> & {
  notifications: Pick<Core['notifications'], 'summaries'>;
  registry: Pick<Core['registry'], 'people' | 'departments'>;
  admin: Pick<ReturnType<typeof composeAdmin>, 'roles' | 'audit'>;
};

/** Makes registering by sheets, and the job that takes up what a process left that died. */
export function composeRegistration(parts: Parts) {
  const { config, registry, admin } = parts;
  const base = config.CAMPUS_MEET_URL.replace(/\/$/u, '');
  const registration = createRegistration({
    ...parts,
    ...registry,
    audit: admin.audit,
    scopes: admin.roles,
    administrators: admin.roles.administrators,
    reader: sheetReader,
    country: config.CAMPUS_COUNTRY,
    review: config.REGISTRATION_REVIEW,
    signedIn: { since: openedSince },
    mails: {
      loginUrl: `${base}/login`,
      batchUrl: (batchId) => `${base}/admin/registration/${batchId}`,
      write: parts.templates,
      summaries: parts.notifications.summaries,
    },
  });
  const piece: Piece = {
    routes: registrationRoutes({
      ...registry,
      registration,
      scopes: admin.roles,
      writer: sheetWriter,
    }),
    waiting: [
      {
        kind: 'sheets-to-review',
        count: ({ personId, scope }) => registration.countForReview(personId, scope.isSystem),
      },
      {
        kind: 'sheets-returned',
        count: ({ personId }) => registration.countReturned(personId),
      },
    ],
    jobs: [
      { name: 'sheet-work', every: 15, work: registration.work },
      { name: 'sheet-expiry', every: 60, onOneBridge: true, work: registration.expire },
    ],
  };
  return { registration, piece };
}
