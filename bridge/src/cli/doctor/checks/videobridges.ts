import type { connectFleet } from '../../../app/adapters.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, notConfigured, ok, type Check, type CheckResult } from '../result.ts';

type JitsiFleet = ReturnType<typeof connectFleet>['jitsi'];

/** Each videobridge whose own address is configured, by its private HTTP. */
export const videobridgesCheck = (fleet: JitsiFleet): Check => ({
  name: 'videobridges',
  run: () => {
    if (fleet.addressed.length === 0) {
      return Promise.resolve(notConfigured('videobridges', 'VIDEOBRIDGE_URLS'));
    }
    return Promise.all(fleet.addressed.map((id) => lookAt(fleet, id)));
  },
});

async function lookAt(fleet: JitsiFleet, id: string): Promise<CheckResult> {
  try {
    const { relayId, version, isHealthy, isConnected } = await fleet.videobridge(id);
    if (relayId !== id) {
      const seen = `At the address of ${id} is ${relayId ?? 'a videobridge without a relay'}.`;
      const mend = 'Correct VIDEOBRIDGE_URLS, or videobridge.relay.relay-id there.';
      return failed('videobridges/other', seen, mend);
    }
    if (!isConnected) {
      const mend = 'Look at its apis.xmpp-client: host, account, password and muc_jids.';
      return failed('videobridges/alone', `${id} is not connected to the XMPP server.`, mend);
    }
    if (!isHealthy) {
      return failed(
        'videobridges/ill',
        `${id} is not healthy.`,
        'Its log says why (/about/health).',
      );
    }
    return ok('videobridges/ok', `${id} (${version}) is well and connected.`);
  } catch (error) {
    if (!isFailure(error)) throw error;
    const seen = `${id} does not answer as a videobridge: ${reasonOf(error.cause)}.`;
    const mend = `${connectionAdvice(error.cause, 'VIDEOBRIDGE_URLS')} Its apis.rest has to be enabled.`;
    return failed('videobridges/unavailable', seen, mend);
  }
}
