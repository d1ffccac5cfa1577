import { SegmentedMessage } from 'sms-segments-calculator';
import type { SmsSize } from './contract.ts';

/** How long a short message is, and how many a gateway sends and charges for it (3GPP TS 23.038, 23.040). */
export function smsSize(text: string): SmsSize {
  const { encodingName, segmentsCount } = new SegmentedMessage(text);
  return { characters: Array.from(text).length, parts: segmentsCount, encoding: encodingName };
}
