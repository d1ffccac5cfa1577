import { catalogue } from './catalogue.ts';
import type { StopKind } from './stopping.ts';
import type { TemplateName, SmsName } from './template.ts';

export const isSmsName = (name: TemplateName): name is SmsName => catalogue[name].form === 'sms';

/** How a message template of this sort is ended; null for what cannot be: the reader needs it. */
export function stopKindOf(name: TemplateName): StopKind | null {
  if (name === 'class-started' || name === 'missed-call') return name;
  if (name === 'registration-done') return 'summary';
  return catalogue[name].purpose === 'invitation' ? 'invitation' : null;
}
