import type { KeyStore, LtiProtocol } from '../../features/access/lti/ports.ts';
import { noPrivateHosts, withHosts, type PrivateHosts } from '../../kernel/addresses.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createOutbound } from '../../kernel/outbound.ts';
import { createAccessTokens } from './access-token.ts';
import { createGrades } from './ags.ts';
import { toLaunchClaims } from './claims.ts';
import { signDeepLinkingResponse } from './deep-linking.ts';
import { readGroups } from './groups.ts';
import { createSend, type Send } from './http.ts';
import { verifyIdToken } from './id-token.ts';
import { partiesOfLogout, verifyLogout } from './logout-token.ts';
import { readRoster } from './nrps.ts';
import { createPlatformKeys, fetchPlatformKeys } from './platform-keys.ts';
import { registerWithPlatform } from './registration.ts';
import { createServiceCall } from './service-call.ts';
import { createToolKeys } from './tool-keys.ts';

/** What the protocol core is handed. */
export interface LtiPorts {
  keyStore: KeyStore;
  clock: Clock;
  /** Whether a platform on `http://localhost` may register itself: for demos and tests. */
  allowLoopbackHttp: boolean;
  /** Hosts inside the campus that may be called; none unless told. */
  privateHosts?: PrivateHosts;
  send?: Send;
}

/** The names of this machine: who lets loopback platforms in lets them be called, too. */
const loopback = ['localhost', '127.0.0.1', '::1'];

const sendTo = ({
  privateHosts = noPrivateHosts,
  allowLoopbackHttp,
}: Pick<LtiPorts, 'privateHosts' | 'allowLoopbackHttp'>): Send =>
  createSend(createOutbound(withHosts(privateHosts, allowLoopbackHttp ? loopback : [])));

/** Reads a platform's key set as launches do, and answers how many keys it has. @throws Failure lti/… */
export const tryPlatformKeys = async (
  hosts: Pick<LtiPorts, 'privateHosts' | 'allowLoopbackHttp'>,
  jwksUrl: string,
): Promise<number> => (await fetchPlatformKeys(sendTo(hosts), jwksUrl)).length;

/** Makes the LTI 1.3 protocol core: tokens, keys, services and registration, without any user. */
export function createLti({
  keyStore,
  clock,
  allowLoopbackHttp,
  privateHosts = noPrivateHosts,
  send = sendTo({ privateHosts, allowLoopbackHttp }),
}: LtiPorts): LtiProtocol {
  const platformKeys = createPlatformKeys({ send, clock });
  const keys = createToolKeys({ store: keyStore, clock });
  const call = createServiceCall({ send, tokens: createAccessTokens({ send, keys, clock }) });
  return {
    verifyLaunch: async (idToken, expected) => {
      const payload = await verifyIdToken(idToken, expected, { keys: platformKeys, clock });
      return toLaunchClaims(payload, expected.platform.clientId);
    },
    logoutParties: partiesOfLogout,
    verifyLogout: (token, platform) => verifyLogout(token, platform, { keys: platformKeys, clock }),
    deepLinkingResponse: (answer) => signDeepLinkingResponse(answer, { keys, clock }),
    publicKeys: () => keys.publicKeys(),
    rotateKeys: () => keys.rotate(),
    register: (request) => registerWithPlatform(request, { send, allowLoopbackHttp }),
    members: (platform, membershipsUrl) => readRoster(call, platform, membershipsUrl),
    groups: (platform, url) => readGroups(call, platform, url),
    grades: createGrades(call),
  };
}
