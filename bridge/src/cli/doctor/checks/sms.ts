import { createSmsCarrier } from '../../../adapters/sms/carrier.ts';
import type { Settings } from '../../../app/config.ts';
import { newId } from '../../../kernel/ids.ts';
import { failed, notConfigured, ok, warning, type Check } from '../result.ts';

/** Nobody's number: a gateway that lets us in refuses it. */
const toNobody = { kind: 'sms', to: '', text: '' } as const;

/** The SMS gateway: a message to nobody, which it has to refuse once it has let us in. */
export const smsCheck = (config: Settings): Check => ({
  name: 'sms',
  run: async () => {
    const { SMS_URL: url, SMS_SECRET: secret } = config;
    if (url === undefined || secret === undefined) {
      return notConfigured('sms', 'SMS_URL and SMS_SECRET');
    }
    const carrier = createSmsCarrier({ url, secret, timeoutMs: 10_000 });
    const outcome = await carrier.carry(toNobody, { id: newId(), expiresAt: null });
    switch (outcome.is) {
      case 'refused':
        return ok(
          'sms/ok',
          'The gateway lets us in, and refuses a message to nobody as it should.',
        );
      case 'accepted': {
        const seen = 'The gateway lets us in, but takes a message to nobody as well.';
        return warning(
          'sms/takes-anything',
          seen,
          'Does it look at numbers at all? Send one to yourself.',
        );
      }
      default: {
        const mend = 'Is SMS_URL the gateway’s address for POST, and SMS_SECRET its present key?';
        return failed('sms/unavailable', outcome.reason, mend);
      }
    }
  },
});
