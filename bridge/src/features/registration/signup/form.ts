import type { z } from 'zod';
import { Failure } from '../../../kernel/failure.ts';
import { parseRow, type RowRules } from '../import/index.ts';
import { isCampusMail, type Applicant } from './application.ts';
import type { apply, ApplicationIssue } from './contract.ts';

/** By what rules a form is read. */
export interface FormRules {
  /** Ids of the units that are there. */
  units: ReadonlySet<string>;
  domains: readonly string[];
  country: RowRules['country'];
  /** ISO date. */
  today: string;
}

type Form = z.output<(typeof apply)['body']>;
type Wrong = { field: string; message: ApplicationIssue };

const columns: RowRules['columns'] = {
  name: 0,
  kind: 1,
  campusNumber: 2,
  department: 3,
  email: 4,
  phone: 5,
  expiresOn: 6,
};

/**
 * Reads a form by the rules of the registration sheet: it is one row of it, with a campus mail address. Every
 * field that is wrong is named. @throws Failure application/invalid
 */
export function readForm(form: Form, rules: FormRules): Applicant {
  const { name, kind, campusNumber, departmentId, email, phone, expiresOn } = form;
  const cells = [name, kind, campusNumber, departmentId, email, phone, expiresOn];
  const department = (id: string) => (rules.units.has(id) ? { id, inScope: true } : null);
  const row = parseRow(
    { number: 1, cells, hidden: false },
    { columns, department, country: rules.country },
  );
  const flaws: Wrong[] = row.flaws.map(({ field, flaw }) => ({ field, message: flaw }));
  const mail = row.person?.email ?? email.trim().toLowerCase();
  if (mail === '') flaws.push({ field: 'email', message: 'missing' });
  else if (!flaws.some(({ field }) => field === 'email') && !isCampusMail(mail, rules.domains)) {
    flaws.push({ field: 'email', message: 'foreign-domain' });
  }
  if (row.person?.expiresOn && row.person.expiresOn < rules.today) {
    flaws.push({ field: 'expiresOn', message: 'in-the-past' });
  }
  if (row.person === null || flaws.length > 0) throw new Failure('application/invalid', { flaws });
  return { ...row.person, email: mail };
}
