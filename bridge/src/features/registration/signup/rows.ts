import type { Application, ApplicationState } from './application.ts';

export interface ApplicationRow {
  id: string;
  state: ApplicationState;
  name: string;
  kind: Application['kind'];
  campus_number: string;
  department_id: string;
  email: string;
  phone: string | null;
  expires_on: string | null;
  locale: Application['locale'];
  /** Of the code and of the link in the last mail; null before it was written, and once confirmed (the code). */
  code_digest: string | null;
  link_digest: string | null;
  tries: number;
  /** When the mail was put into the outbox; null while one is due. */
  mailed_at: number | null;
  /** The mail address while the application waits: one mailbox has one. */
  open_key: string | null;
  created_at: number;
  expires_at: number;
  confirmed_at: number | null;
  decided_at: number | null;
  decided_by: string | null;
  reason: string | null;
  person_id: string | null;
}

/** Without the digests of code and link. */
export const fromRow = (row: ApplicationRow): Application => ({
  id: row.id,
  state: row.state,
  name: row.name,
  kind: row.kind,
  campusNumber: row.campus_number,
  departmentId: row.department_id,
  email: row.email,
  phone: row.phone,
  expiresOn: row.expires_on,
  locale: row.locale,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  confirmedAt: row.confirmed_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  reason: row.reason,
  personId: row.person_id,
});

/** A new one, whose mail is due. */
export const toRow = (application: Application): ApplicationRow => ({
  id: application.id,
  state: application.state,
  name: application.name,
  kind: application.kind,
  campus_number: application.campusNumber,
  department_id: application.departmentId,
  email: application.email,
  phone: application.phone,
  expires_on: application.expiresOn,
  locale: application.locale,
  code_digest: null,
  link_digest: null,
  tries: 0,
  mailed_at: null,
  open_key: null,
  created_at: application.createdAt,
  expires_at: application.expiresAt,
  confirmed_at: null,
  decided_at: null,
  decided_by: null,
  reason: null,
  person_id: null,
});
