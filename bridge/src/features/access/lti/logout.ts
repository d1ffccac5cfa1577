import { Failure, isFailure } from '../../../kernel/failure.ts';
import type { PageReply, PageRequest } from '../../../kernel/route.ts';
import { findPlatform, requireActive } from './platforms.ts';
import type { LogoutReader, LtiProtocol } from './ports.ts';
import type { LaunchRepository } from './repository.ts';

interface Ports {
  repository: LaunchRepository;
  protocol: LtiProtocol;
  signedOut: LogoutReader;
}

/**
 * A platform tells that somebody signed out there (OpenID Connect Back-Channel Logout 1.0): what their launches
 * opened ends. 200, or 400 with the reason's code; whether there was anything to end is not told.
 */
export async function takeLogout(request: PageRequest, ports: Ports): Promise<PageReply> {
  const headers = { 'Cache-Control': 'no-store' };
  try {
    const token = request.form['logout_token'];
    if (token === undefined) throw new Failure('lti/token-malformed');
    const { issuer, audiences } = ports.protocol.logoutParties(token);
    const platform = await findPlatform(ports.repository, { issuer, clientId: audiences[0] ?? '' });
    requireActive(platform);
    const notice = await ports.protocol.verifyLogout(token, platform);
    await ports.signedOut({ ...notice, issuer: platform.issuer });
    request.log.info({ platformId: platform.id }, 'signed out at the platform');
    return { status: 200, headers, json: {} };
  } catch (error) {
    if (!isFailure(error)) throw error;
    request.log.info({ code: error.code, detail: error.message }, 'logout notice refused');
    const status = error.status >= 500 ? error.status : 400;
    return { status, headers, json: { error: 'invalid_request', error_description: error.code } };
  }
}
