import type { TemplateFacts } from './contract.ts';
import type { TemplateName } from './template.ts';

const mail = (group: TemplateFacts['group'], purpose: TemplateFacts['purpose']): TemplateFacts => ({
  form: 'mail',
  group,
  purpose,
});

const sms: TemplateFacts = { ...mail('accounts', 'transactional'), form: 'sms' };

/** Of each message template: what it belongs to, and what sort of mail the law sees in it. */
export const catalogue: Record<TemplateName, TemplateFacts> = {
  'login-code': mail('accounts', 'transactional'),
  'login-code-sms': sms,
  'password-changed': mail('accounts', 'transactional'),
  'connect-code': mail('accounts', 'transactional'),
  'connect-code-sms': sms,
  'account-connected': mail('accounts', 'transactional'),
  'account-connected-sms': sms,
  'contact-changed': mail('accounts', 'transactional'),
  'contact-changed-sms': sms,
  'identity-claimed': mail('accounts', 'transactional'),
  'erasure-asked': mail('accounts', 'transactional'),
  'erasure-approved': mail('accounts', 'transactional'),
  'erasure-refused': mail('accounts', 'transactional'),
  registered: mail('accounts', 'transactional'),
  'application-confirm': mail('applications', 'transactional'),
  'application-known': mail('applications', 'transactional'),
  'application-accepted': mail('applications', 'transactional'),
  'application-refused': mail('applications', 'transactional'),
  'application-reopened': mail('applications', 'transactional'),
  invitation: mail('meetings', 'invitation'),
  changed: mail('meetings', 'invitation'),
  cancelled: mail('meetings', 'invitation'),
  'class-started': mail('meetings', 'notice'),
  'missed-call': mail('meetings', 'notice'),
  'registration-returned': mail('registration', 'transactional'),
  'registration-done': mail('registration', 'notice'),
};
