import type { KeyStore, LtiProtocol } from '../../features/launches/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createAccessTokens } from './access-token.ts';
import { createGrades } from './ags.ts';
import { toLaunchClaims } from './claims.ts';
import { signDeepLinkingResponse } from './deep-linking.ts';
import { send as sendOverHttp, type Send } from './http.ts';
import { verifyIdToken } from './id-token.ts';
import { readRoster } from './nrps.ts';
import { createPlatformKeys } from './platform-keys.ts';
import { registerWithPlatform } from './registration.ts';
import { createServiceCall } from './service-call.ts';
import { createToolKeys } from './tool-keys.ts';

/** What the protocol core is handed. */
export interface LtiPorts {
  keyStore: KeyStore;
  clock: Clock;
  /** Whether a platform on `http://localhost` may register itself: for demos and tests. */
  allowLoopbackHttp: boolean;
  send?: Send;
}

/** Makes the LTI 1.3 protocol core: tokens, keys, services and registration, without any user. */
export function createLti({
  keyStore,
  clock,
  allowLoopbackHttp,
  send = sendOverHttp,
}: LtiPorts): LtiProtocol {
  const platformKeys = createPlatformKeys({ send, clock });
  const keys = createToolKeys({ store: keyStore, clock });
  const call = createServiceCall({ send, tokens: createAccessTokens({ send, keys, clock }) });
  return {
    verifyLaunch: async (idToken, expected) => {
      const payload = await verifyIdToken(idToken, expected, { keys: platformKeys, clock });
      return toLaunchClaims(payload, expected.platform.clientId);
    },
    deepLinkingResponse: (answer) => signDeepLinkingResponse(answer, { keys, clock }),
    publicKeys: () => keys.publicKeys(),
    rotateKeys: () => keys.rotate(),
    register: (request) => registerWithPlatform(request, { send, allowLoopbackHttp }),
    members: (platform, membershipsUrl) => readRoster(call, platform, membershipsUrl),
    grades: createGrades(call),
  };
}
